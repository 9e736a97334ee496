using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace TokenPak.Load.Roles;

/// <summary>A provider that answers at once, so that what is measured is the proxy. Its streams carry the time at which each event was written.</summary>
internal static class FastUpstream
{
    public const int StreamEvents = 5;

    private static readonly TimeSpan EventInterval = TimeSpan.FromMilliseconds(4);

    /// <summary>The first bytes of a body say whether it asks for a stream: the bodies of this benchmark say so right after the model.</summary>
    private const int HeadBytes = 128;

    private static readonly byte[] Message = Encoding.UTF8.GetBytes(
        """{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Done."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":25000,"output_tokens":4}}""");

    private static readonly byte[] ChatCompletion = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-5","choices":[{"index":0,"message":{"role":"assistant","content":"Done."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}""");

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var streamed = await DrainAsync(context);
        context.Response.Headers["request-id"] = "req_01";
        if (streamed)
        {
            await StreamAsync(context);
            return;
        }

        var body = context.Request.Path.StartsWithSegments("/v1/chat") ? ChatCompletion : Message;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body);
    }

    private static async Task<bool> DrainAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        bool? streamed = null;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (streamed is null && (read.Buffer.Length >= HeadBytes || read.IsCompleted))
            {
                var head = read.Buffer.Slice(0, Math.Min(HeadBytes, read.Buffer.Length)).ToArray();
                streamed = head.AsSpan().IndexOf("\"stream\":true"u8) >= 0;
            }

            // Unread bytes are kept only until the head is complete.
            if (streamed is null) reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            else reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return streamed ?? false;
        }
    }

    private static async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(EventInterval);
        await WriteAsync(context, """{"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"usage":{"input_tokens":12,"output_tokens":1}},"at":"@"}""", "message_start");
        for (var i = 1; i < StreamEvents; i++)
        {
            await timer.WaitForNextTickAsync(context.RequestAborted);
            await WriteAsync(context, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"@"}}""", "content_block_delta");
        }

        await WriteAsync(context, """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":40}}""", "message_delta");
        await WriteAsync(context, """{"type":"message_stop"}""", "message_stop");
    }

    private static async Task WriteAsync(HttpContext context, string template, string name)
    {
        var stamp = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
        var text = $"event: {name}\ndata: {template.Replace("@", $"t={stamp};", StringComparison.Ordinal)}\n\n";
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }
}
