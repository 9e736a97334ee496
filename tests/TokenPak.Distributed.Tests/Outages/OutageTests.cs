namespace TokenPak.Distributed.Tests.Outages;

/// <summary>I5 and I8, under traffic: whatever is away, every request is answered in time and stored once, and no byte of a history changes uncounted.</summary>
public sealed class OutageTests(OutageProduct outage) : IClassFixture<OutageProduct>
{
    private const int Meanwhile = 12;

    [Theory]
    [InlineData(Part.Compiler)]
    [InlineData(Part.Redis)]
    [InlineData(Part.RabbitMq)]
    [InlineData(Part.Telemetry)]
    [InlineData(Part.Postgres)]
    [InlineData(Part.Dashboard)]
    public async Task Part_KilledPausedAndStopped_FailsNoRequest_LosesNoEvent(Part part)
    {
        var product = outage.Product;
        var patient = Patient.Of(product, part);
        await Compiling.AgainAsync(product);
        var traffic = Traffic.Start(product);
        await traffic.FurtherAsync(Meanwhile);
        await OutageAsync(patient.KillAsync, patient.RestartAsync, traffic);
        await OutageAsync(patient.PauseAsync, patient.ContinueAsync, traffic);
        await OutageAsync(patient.StopAsync, patient.RestartAsync, traffic);

        var sent = await traffic.EndAsync();
        sent.AssertAllAnswered();
        await sent.AssertStoredOnceAsync(product);
        await sent.AssertHistoryKeptAsync(product, mayBreak: part == Part.Compiler);
    }

    private static async Task OutageAsync(Func<Task> begin, Func<Task> end, Traffic traffic)
    {
        await begin();
        await traffic.FurtherAsync(Meanwhile);
        await end();
        await traffic.FurtherAsync(Meanwhile);
    }
}
