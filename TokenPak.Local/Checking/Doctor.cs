using TokenPak.Local.Hosting;
using TokenPak.Local.Running;

namespace TokenPak.Local.Checking;

/// <summary>Finds out what is wrong, if anything is, by sending one request to each provider through TokenPak.</summary>
internal sealed class Doctor(HostSettings settings, LocalConfiguration configuration, DataFolder folder, Func<string, string?> environment)
{
    public async IAsyncEnumerable<Finding> ExamineAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var port = configuration.Options.Port;
        using var client = new LocalClient(port, configuration.Configuration["TokenPak:AdminToken"] ?? folder.ExistingAdminToken());
        using var health = await client.GetHealthAsync(cancellationToken);
        if (health is not null)
        {
            await foreach (var finding in ExamineRunningAsync(client, cancellationToken)) yield return finding;
        }
        else if (port != 0 && await client.AnythingListensAsync(cancellationToken))
        {
            yield return new Finding(Verdict.Wrong, $"Port {port} is held by something that is not TokenPak.", "Choose another with --port or TOKENPAK_PORT.");
        }
        else
        {
            yield return new Finding(Verdict.Note, $"TokenPak does not run on port {port}; the port is free. One was started for this examination.", "tokenpak");
            await using var host = await RunningHost.StartAsync(settings with { Port = 0, Overrides = new Dictionary<string, string?> { ["TokenPak:Holdout:Share"] = "0" } }, cancellationToken);
            using var own = new LocalClient(host.Port, host.Services.GetRequiredService<IConfiguration>()["TokenPak:AdminToken"]);
            await foreach (var finding in ExamineRunningAsync(own, cancellationToken)) yield return finding;
            await host.StopAsync();
        }

        foreach (var finding in EnvironmentCheck.Run(port, environment)) yield return finding;
    }

    private async IAsyncEnumerable<Finding> ExamineRunningAsync(
        LocalClient client, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var health = await client.GetHealthAsync(cancellationToken);
        if (health is null)
        {
            yield return new Finding(Verdict.Wrong, "TokenPak started, but its /health does not answer.");
            yield break;
        }

        foreach (var finding in HealthCheck.Read(health.RootElement, client.Origin)) yield return finding;

        var session = $"doctor-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var unreachable = 0;
        foreach (var probe in ProviderProbe.All)
        {
            var finding = await ProviderCheck.RunAsync(probe, client, session, environment, cancellationToken);
            if (finding.Verdict != Verdict.Good && finding.Remedy?.Contains("offline", StringComparison.Ordinal) == true) unreachable++;
            yield return finding;
        }

        if (unreachable == ProviderProbe.All.Count)
            yield return new Finding(Verdict.Wrong, "No provider can be reached: this machine seems to be offline.", "Check the network; TokenPak itself is fine.");

        var rows = await SessionRows.SettledAsync(client, session, ProviderProbe.All.Count, cancellationToken);
        yield return rows switch
        {
            null => new Finding(Verdict.Wrong, "The statistics are away: requests pass, but nothing is counted."),
            { Count: 0 } => new Finding(Verdict.Wrong, "The requests went through but do not show in the statistics.", "Its log says why."),
            _ => new Finding(Verdict.Good, $"The requests show in the statistics; dashboard {client.Origin}/dashboard"),
        };
    }
}
