using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Statistics;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Demo;

/// <summary>
/// Plays the conversation twice through the same proxy: with the mode off, which sends every byte on as it came, then with it on. So both bills come
/// from the same price table, out of the same statistics that the dashboard shows.
/// </summary>
internal sealed class DemoPlay(DemoScript script, Uri address, CompilationMode mode) : IDisposable
{
    // Statistics lag traffic by a second at most; a reading that never comes means that they are away.
    private static readonly TimeSpan StatisticsLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _http = LocalHttp.CreateClient(address, TimeSpan.FromSeconds(60));

    public async Task<DemoFigures> RunAsync(IDemoProgress progress, CancellationToken cancellationToken)
    {
        progress.Start("Without TokenPak (mode off: every byte goes on as it came)", script.Requests);
        var without = await PlayAsync(CompilationMode.Off, "demo-without", progress, cancellationToken);

        // A session of its own: the totals of /stats and of the dashboard are the run with TokenPak.
        await StartSessionAsync(cancellationToken);
        progress.Start($"With TokenPak (mode {mode.ToWireName()})", script.Requests);
        var with = await PlayAsync(mode, "demo-with", progress, cancellationToken);
        progress.End();
        return new DemoFigures([.. without.Zip(with, (w, t) => (w, t)).Select((pair, turn) => new DemoTurnFigures(turn + 1, pair.w, pair.t))]);
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<LastRequest>> PlayAsync(CompilationMode arm, string name, IDemoProgress progress, CancellationToken cancellationToken)
    {
        // The key keeps the two runs apart in the provider's cache, as two organisations are.
        var agent = new DemoAgent(script, _http, arm, apiKey: name, session: name);
        var figures = new List<LastRequest>();
        for (var turn = 0; turn < script.Requests; turn++)
        {
            var id = await agent.NextAsync(turn, cancellationToken);
            var figure = await FiguresOfAsync(id, cancellationToken);
            figures.Add(figure);
            progress.Turn(turn + 1, figure);
        }

        return figures;
    }

    private async Task<LastRequest> FiguresOfAsync(Guid id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StatisticsLimit);
        using var timer = new PeriodicTimer(Between);
        try
        {
            do
            {
                using var response = await _http.GetAsync(new Uri("stats/last", UriKind.Relative), limit.Token);
                if (response.IsSuccessStatusCode && await ReadAsync(response, limit.Token) is { } last && last.RequestId == id) return last;
            }
            while (await timer.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        throw new DemoException("A request went through but does not show in /stats/last.");
    }

    private static async Task<LastRequest?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(StatisticsJsonContext.Default.LastRequest, cancellationToken);
        }
        catch (JsonException)
        {
            // Before the first request there is an object of another shape.
            return null;
        }
    }

    private async Task StartSessionAsync(CancellationToken cancellationToken)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri("stats/session", UriKind.Relative), content, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new DemoException($"POST /stats/session answered {(int)response.StatusCode}.");
    }
}
