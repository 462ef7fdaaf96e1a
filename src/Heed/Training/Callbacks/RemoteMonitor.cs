using System.Text;
using System.Text.Json;

namespace Heed.Callbacks;

/// <summary>Sends the losses and metrics of every epoch to a web server, by POST.</summary>
/// <remarks>
/// The epoch and the values are JSON: <c>{"epoch": 0, "loss": 0.5}</c>, as the body or as a field of a form. A server that does not answer is announced, and
/// training goes on. Source: keras/src/callbacks/remote_monitor.py.
/// </remarks>
public sealed class RemoteMonitor : Callback
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Uri _address;
    private readonly IReadOnlyDictionary<string, string> _headers;

    /// <summary>Creates the callback.</summary>
    /// <param name="root">The server.</param>
    /// <param name="path">The page on it.</param>
    /// <param name="field">The field of the form that holds the JSON.</param>
    /// <param name="headers">Headers of the request; <see langword="null"/>: none of your own.</param>
    /// <param name="sendAsJson">Send the JSON as the body, rather than in a form?</param>
    /// <exception cref="ArgumentException">Root and path together are no address of the web.</exception>
    public RemoteMonitor(string root = "http://localhost:9000", string path = "/publish/epoch/end/", string field = "data",
                         IReadOnlyDictionary<string, string>? headers = null, bool sendAsJson = false)
    {
        if (!Uri.TryCreate(root + path, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"RemoteMonitor expects the address of a web server, such as http://localhost:9000. Received '{root}{path}'.", nameof(root));
        (Root, Path, Field, SendAsJson, _address, _headers) = (root, path, field, sendAsJson, address, headers ?? new Dictionary<string, string>());
    }

    /// <summary>The server.</summary>
    public string Root { get; }

    /// <summary>The page on it.</summary>
    public string Path { get; }

    /// <summary>The field of the form that holds the JSON.</summary>
    public string Field { get; }

    /// <summary>Is the JSON the body, rather than a field of a form?</summary>
    public bool SendAsJson { get; }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        string json = $"{{{string.Join(", ", (string[])[$"\"epoch\": {epoch}", .. logs.Select(pair => $"\"{JsonEncodedText.Encode(pair.Key)}\": {Spell(pair.Value)}")])}}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = SendAsJson ? new StringContent(json, Encoding.UTF8, "application/json") : new FormUrlEncodedContent([new(Field, json)]),
        };
        foreach ((string name, string value) in _headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using HttpResponseMessage answer = Client.Send(request);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            Announce($"Could not reach RemoteMonitor root server at {Root}: {error.Message}");
        }
    }

    /// <summary>As Python's json module writes numbers.</summary>
    private static string Spell(double value) =>
        double.IsFinite(value) ? PythonNumber.Spell(value) : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
