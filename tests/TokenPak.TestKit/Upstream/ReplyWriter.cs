using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace TokenPak.TestKit.Upstream;

/// <summary>Puts an answer on the wire, with whatever the behaviour does to it on the way.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext context, RecordedRequest request, Behavior behavior, UpstreamReply reply)
    {
        var chunks = behavior.Garbage ? [[0x00, 0xFF, 0xFE, (byte)'{', (byte)'"', 0x80]] : reply.Chunks;
        if (behavior.ContentEncoding is { } encoding) chunks = Encode(chunks, encoding);
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach (var (name, value) in (KeyValuePair<string, string>[])[.. reply.Headers, .. behavior.Headers]) response.Headers.Append(name, value);
        if (behavior.ContentEncoding is not null) response.Headers.ContentEncoding = behavior.ContentEncoding;
        if (!reply.Streamed && behavior.DieAfterChunks is null) response.ContentLength = chunks.Sum(c => (long)c.Length);
        request.Status = reply.Status;
        request.Usage = reply.Usage;
        request.SentHeaders = [.. response.Headers.SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? "")))];

        if (reply.Streamed) await response.StartAsync(context.RequestAborted);
        var sent = 0;
        foreach (var chunk in chunks)
        {
            if (behavior.Gate is { } gate) await gate.WaitAsync(context.RequestAborted);
            if (sent == behavior.DieAfterChunks) break;
            await response.Body.WriteAsync(chunk, context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
            request.AddSent(chunk);
            behavior.Gate?.CountSent();
            sent++;
        }

        if (behavior.DieAfterChunks is not null)
        {
            request.End(RequestEnd.Killed);
            context.Abort();
            return;
        }

        await response.CompleteAsync();
        request.End(RequestEnd.Answered);
    }

    /// <summary>Each chunk is flushed through the encoder, so that a stream stays a stream.</summary>
    private static List<byte[]> Encode(IReadOnlyList<byte[]> chunks, string encoding)
    {
        using var target = new MemoryStream();
        var encoded = new List<byte[]>();
        using (var encoder = Encoder(target, encoding))
        {
            foreach (var chunk in chunks)
            {
                encoder.Write(chunk);
                encoder.Flush();
                Take();
            }
        }

        Take();
        return encoded;

        void Take()
        {
            if (target.Length > 0) encoded.Add(target.ToArray());
            target.SetLength(0);
        }
    }

    private static Stream Encoder(Stream target, string encoding) => encoding switch
    {
        "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
        "zstd" => new ZstdSharp.CompressionStream(target, level: 1),
        _ => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
    };
}
