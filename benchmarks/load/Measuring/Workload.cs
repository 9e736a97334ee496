using TokenPak.Load.Bodies;

namespace TokenPak.Load.Measuring;

/// <summary>A kind of request at a number of connections.</summary>
/// <param name="OnlyCompiling">Whether it says something only of targets that compile, beside the provider and bare YARP.</param>
internal sealed record Workload(RequestBody Body, int Connections, bool OnlyCompiling = false)
{
    public override string ToString() => $"{Body.Name}, {Body.Size}, {Connections} connection{(Connections == 1 ? "" : "s")}";
}
