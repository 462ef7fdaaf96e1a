// A stranger's program: it knows only the package, and is published with NativeAOT by .ci/run.
Console.WriteLine(typeof(Heed.ShapeException));
