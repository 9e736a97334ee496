using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TokenPak.TestKit.Otlp;

/// <summary>Takes OTLP over HTTP, of as many services as export to it; keeps the raw bytes, for searching, and reads them.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<(string Path, byte[] Body)> _exports = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Endpoint => _app.Urls.Single();

    /// <summary>The variables that make a TokenPak export here, and soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };

    /// <summary>Everything that came in.</summary>
    public IReadOnlyList<(string Path, byte[] Body)> Exports
    {
        get
        {
            lock (_exports) return [.. _exports];
        }
    }

    /// <summary>Every span so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => Read("/v1/traces", OtlpReader.Spans);

    /// <summary>Every data point so far; each export repeats the counters.</summary>
    public IReadOnlyList<OtlpPoint> Points => Read("/v1/metrics", OtlpReader.Points);

    /// <summary>Every log line so far.</summary>
    public IReadOnlyList<OtlpLog> Logs => Read("/v1/logs", OtlpReader.Logs);

    /// <summary>Starts one on a free port.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private List<T> Read<T>(string path, Func<byte[], IEnumerable<T>> read) => [.. Exports.Where(export => export.Path == path).SelectMany(export => read(export.Body))];

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_exports) _exports.Add((context.Request.Path, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
