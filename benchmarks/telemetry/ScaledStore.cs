using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using TokenPak.Contracts.Statistics;
using TokenPak.ServiceDefaults;
using TokenPak.Telemetry;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;

namespace TokenPak.TelemetryScale;

/// <summary>A telemetry service over a database with many rows.</summary>
internal sealed class ScaledStore : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScaledStore(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public static async Task<ScaledStore> MakeAsync(PostgresServer server, long rows)
    {
        var connection = await server.CreateDatabaseAsync();
        await using (var migrate = ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "TokenPak.Telemetry.dll"), "migrate"], [new("ConnectionStrings__telemetrydb", connection)]))
        {
            await migrate.ExitAsync();
            if (migrate.ExitCode != 0) throw new InvalidOperationException(migrate.Output);
        }

        var clock = Stopwatch.StartNew();
        await BulkRows.FillAsync(connection, rows);
        Say($"{rows} rows made in {clock.Elapsed.TotalSeconds:F0} s");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["ConnectionStrings:telemetrydb"] = connection;
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddTelemetry();
        var app = builder.Build();
        app.MapTelemetry();
        clock.Restart();
        await TelemetryRebuild.RunAsync(app.Services, CancellationToken.None);
        Say($"rollups of {rows} rows rebuilt in {clock.Elapsed.TotalSeconds:F0} s");
        await BulkRows.AnalyseAsync(connection);
        await app.StartAsync();
        return new ScaledStore(app);
    }

    /// <summary>How long a query takes after a request was stored, as on a system in use: nothing that answers was kept whole.</summary>
    public async Task<double> TimeAsync(string path)
    {
        IReadOnlyList<IngestRecord> request = [new() { Id = Guid.CreateVersion7(), Model = "model-3", Agent = "agent-2", Tokens = 100, Cost = 0.01m, Timestamp = TimeProvider.System.GetUtcNow() }];
        using var stored = await Client.PostAsJsonAsync("/ingest", request, StatisticsJsonContext.Default.IReadOnlyListIngestRecord);
        stored.EnsureSuccessStatusCode();

        var start = Stopwatch.GetTimestamp();
        using var answer = await Client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static void Say(FormattableString text) => Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
