using Heed;
using Heed.Layers;
using static Heed.Ops;

namespace Pronounce;

/// <summary>Sequence to sequence with Luong attention: a bidirectional LSTM reads the letters, an LSTM speaks the phonemes and looks back at the letters.</summary>
/// <remarks>Luong, Pham, Manning 2015, arXiv:1508.04025. 682,504 parameters.</remarks>
internal sealed class PronunciationModel
{
    private const int Width = 64, EncoderUnits = 128, DecoderUnits = 2 * EncoderUnits;

    private readonly Embedding _letters, _phonemes;
    private readonly Bidirectional _encoder;
    private readonly LSTM _decoder;
    private readonly Attention _attention;
    private readonly Concatenate _both;
    private readonly Dense _combine, _logits;

    /// <summary>A new model, which has learned nothing yet.</summary>
    public PronunciationModel()
    {
        _letters = new(Alphabet.LetterTokens, Width, maskZero: true, name: "letter_embedding");
        _encoder = new(new LSTM(EncoderUnits, returnSequences: true, returnState: true), name: "encoder");
        _phonemes = new(Alphabet.PhonemeTokens, Width, maskZero: true, name: "phoneme_embedding");
        _decoder = new(DecoderUnits, returnSequences: true, returnState: true, name: "decoder");
        _attention = new(name: "attention");
        _both = new(name: "both");
        _combine = new(DecoderUnits, activation: "tanh", name: "combine");
        _logits = new(Alphabet.PhonemeTokens, name: "logits");
        Tensor letters = Input.Of([null], dtype: DType.Int32, name: "letters");                 // (B, Tl)
        Tensor previous = Input.Of([null], dtype: DType.Int32, name: "previous_phonemes");      // (B, Tp): the answer, one step late
        Encoding encoding = Encode(letters);
        Network = new Model([letters, previous], Step(previous, encoding).Logits, name: "pronounce");
    }

    /// <summary>A trained model from its file; its layers are found by their names.</summary>
    public PronunciationModel(Model network)
    {
        Network = network;
        _letters = (Embedding)network.GetLayer("letter_embedding");
        _encoder = (Bidirectional)network.GetLayer("encoder");
        _phonemes = (Embedding)network.GetLayer("phoneme_embedding");
        _decoder = (LSTM)network.GetLayer("decoder");
        _attention = (Attention)network.GetLayer("attention");
        _both = (Concatenate)network.GetLayer("both");
        _combine = (Dense)network.GetLayer("combine");
        _logits = (Dense)network.GetLayer("logits");
    }

    /// <summary>Letters and previous phonemes → logits of the next phonemes (B, Tp, 72).</summary>
    public Model Network { get; }

    /// <summary>Says words: the most likely phoneme at every step, until the end token.</summary>
    public IReadOnlyList<Pronunciation> Say(IReadOnlyList<string> words) => [.. words.Chunk(256).SelectMany(SayTogether)];

    private IEnumerable<Pronunciation> SayTogether(string[] words)
    {
        using var scope = new MemoryScope();
        Tensor letters = Batches.Letters(words);
        Encoding encoding = Encode(letters);
        Tensor previous = Full([words.Length, 1], Alphabet.Start, DType.Int32);
        var spoken = Array.ConvertAll(words, _ => (Phonemes: new List<string>(), Attention: new List<float[]>(), Ended: false));

        for (int step = 0; step < PronouncingDictionary.MostPhonemes && spoken.Any(word => !word.Ended); step++)
        {
            (Tensor logits, Tensor weights, Tensor h, Tensor c) = Step(previous, encoding);
            encoding = encoding with { H = h, C = c };
            previous = ArgMax(logits, axis: -1).Cast(DType.Int32);      // (B, 1)
            ReadOnlySpan<int> tokens = previous.AsSpan<int>();
            ReadOnlySpan<float> attention = weights.AsSpan<float>();    // (B, 1, Tl)
            int width = letters.Shape[1].Value;
            for (int i = 0; i < words.Length; i++)
            {
                spoken[i].Ended |= tokens[i] <= Alphabet.End;
                if (spoken[i].Ended) continue;
                spoken[i].Phonemes.Add(Alphabet.PhonemeOf(tokens[i]));
                spoken[i].Attention.Add(attention.Slice(i * width, words[i].Length).ToArray());
            }
        }
        return [.. words.Zip(spoken, (word, said) => new Pronunciation(word, [.. said.Phonemes], [.. said.Attention]))];
    }

    /// <summary>The letters as read: an output for each, and the states from which the decoder starts.</summary>
    private Encoding Encode(Tensor letters)
    {
        Tensors read = _encoder.Invoke(_letters.Apply(letters));        // outputs (B, Tl, 256); forward h, c; backward h, c
        return new(read[0], Concatenate([read[1], read[3]], axis: -1), Concatenate([read[2], read[4]], axis: -1));
    }

    /// <summary>Speaks on from a state: logits, attention and the next state.</summary>
    private (Tensor Logits, Tensor Attention, Tensor H, Tensor C) Step(Tensor previous, Encoding encoding)
    {
        (Tensor spoken, Tensor h, Tensor c) = _decoder.ApplyWithStates(_phonemes.Apply(previous), initialState: [encoding.H, encoding.C]);
        (Tensor context, Tensor weights) = _attention.ApplyWithScores([spoken, encoding.Outputs]);
        return (_logits.Apply(_combine.Apply(_both.Apply([context, spoken]))), weights, h, c);
    }

    private sealed record Encoding(Tensor Outputs, Tensor H, Tensor C);
}
