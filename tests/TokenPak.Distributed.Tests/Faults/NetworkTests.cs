namespace TokenPak.Distributed.Tests.Faults;

/// <summary>I5 where nothing ends, but the network between the parts is bad: slow, silent or cut, and whole again.</summary>
public sealed class NetworkTests(BadNetwork network) : IClassFixture<BadNetwork>
{
    private const int Meanwhile = 9;

    [Theory]
    [InlineData(Part.Compiler)]
    [InlineData(Part.Redis)]
    [InlineData(Part.RabbitMq)]
    [InlineData(Part.Telemetry)]
    [InlineData(Part.Postgres)]
    public async Task Network_SlowSilentAndCut_FailsNoRequest_LosesNoEvent(Part part)
    {
        var product = network.Product;
        await Compiling.AgainAsync(product);
        var traffic = Traffic.Start(product);
        await traffic.FurtherAsync(Meanwhile);
        foreach (var fault in (NetworkFault[])[NetworkFault.Slow, NetworkFault.Silent, NetworkFault.Cut])
        {
            network[part].Become(fault);
            await traffic.FurtherAsync(Meanwhile);
            network[part].Become(NetworkFault.None);
            await traffic.FurtherAsync(Meanwhile);
        }

        var sent = await traffic.EndAsync();
        sent.AssertAllAnswered();
        await sent.AssertStoredOnceAsync(product);
        await sent.AssertHistoryKeptAsync(product, mayBreak: part == Part.Compiler);
    }
}
