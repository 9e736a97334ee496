using System.Net.Http.Json;
using System.Text.Json;
using TokenPak.Contracts.Statistics;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Running;

/// <summary>Talks to the TokenPak on a port of this machine.</summary>
internal sealed class LocalClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    public LocalClient(int port, string? adminToken)
    {
        Port = port;
        _http = LocalHttp.CreateClient(new Uri($"http://127.0.0.1:{port}/"), Limit);
        if (!string.IsNullOrEmpty(adminToken)) _http.DefaultRequestHeaders.Add("X-Admin-Token", adminToken);
    }

    public int Port { get; }

    public string Origin => $"http://localhost:{Port}";

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.SendAsync(request, cancellationToken);

    /// <summary>Whether TokenPak answers there: anything else may hold the port.</summary>
    public async Task<bool> IsTokenPakAsync(CancellationToken cancellationToken) => await GetHealthAsync(cancellationToken) is not null;

    /// <summary><c>GET /health</c>; null where nothing, or something else, answers.</summary>
    public async Task<JsonDocument?> GetHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
            if (response.StatusCode is System.Net.HttpStatusCode.Unauthorized) return JsonDocument.Parse("""{"status":"protected"}""");
            if (!response.IsSuccessStatusCode) return null;
            var health = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            if (health.RootElement.ValueKind == JsonValueKind.Object && health.RootElement.TryGetProperty("compilation_mode", out _)) return health;
            health.Dispose();
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Whether anything listens.</summary>
    public async Task<bool> AnythingListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new System.Net.Sockets.TcpClient();
            await probe.ConnectAsync(System.Net.IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>Every stored request of one client session, newest first; null where the statistics are away.</summary>
    public async Task<IReadOnlyList<RequestRow>?> GetSessionRowsAsync(string session, CancellationToken cancellationToken)
    {
        List<RequestRow> rows = [];
        try
        {
            while (true)
            {
                var before = rows.Count == 0 ? "" : $"&before={rows[^1].Id}";
                var page = await _http.GetFromJsonAsync(
                    new Uri($"recent?limit=50&session={Uri.EscapeDataString(session)}{before}", UriKind.Relative),
                    StatisticsJsonContext.Default.RecentRequests,
                    cancellationToken);
                if (page is null || page.Recent.Count == 0) return rows;
                rows.AddRange(page.Recent);
                if (page.Recent.Count < 50) return rows;
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
