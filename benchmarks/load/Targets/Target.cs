using TokenPak.Load.Measuring;
using TokenPak.TestKit.Products;

namespace TokenPak.Load.Targets;

/// <summary>Something that requests are sent to.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Process">What it costs; null for the provider's own address.</param>
/// <param name="Compiles">Whether it shortens prompts: it then also gets the bodies that only matter there.</param>
internal sealed record Target(string Name, Uri Address, ProcessMeter? Process = null, bool Compiles = false) : IAsyncDisposable
{
    public const string Direct = "direct";
    public const string BareYarp = "bare YARP";
    public const string Nginx = "nginx";

    public ChildProcess? Child { get; init; }

    /// <summary>What else has to end with it.</summary>
    public IAsyncDisposable? Owner { get; init; }

    public ValueTask DisposeAsync() => (Owner ?? Child)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
