using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TokenPak.TestKit.Upstream;

/// <summary>OpenAI's Realtime API as far as a proxy can tell: greets, then returns every message as it came.</summary>
internal static class RealtimeEcho
{
    /// <summary>The first message of every session.</summary>
    public static readonly byte[] Greeting = Encoding.UTF8.GetBytes("""{"type":"session.created","event_id":"event_1","session":{"id":"sess_1","object":"realtime.session"}}""");

    public static async Task HandleAsync(HttpContext context, RecordedRequest request)
    {
        if (request.Header("authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) is not true)
        {
            context.Response.StatusCode = request.Status = 401;
            request.End(RequestEnd.Answered);
            return;
        }

        request.BodyComplete = true;
        request.Status = 101;
        var protocol = context.WebSockets.WebSocketRequestedProtocols.Contains("realtime") ? "realtime" : null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        try
        {
            await socket.SendAsync(Greeting, WebSocketMessageType.Text, true, context.RequestAborted);
            await EchoAsync(socket, context.RequestAborted);
            request.End(RequestEnd.Answered);
        }
        catch (WebSocketException)
        {
            request.End(RequestEnd.Aborted);
        }
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, socket.CloseStatusDescription, cancellationToken);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancellationToken);
        }
    }
}
