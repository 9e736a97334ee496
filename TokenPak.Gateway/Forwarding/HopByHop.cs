using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Which headers do not cross the gateway (RFC 9110 7.6.1, and what TokenPak keeps to itself).</summary>
internal static class HopByHop
{
    private const string Own = "x-tokenpak-";

    /// <summary>Whether a request header stays here.</summary>
    public static bool StopsRequest(string name) => name.Length switch
    {
        2 => Is(name, "TE"),
        4 => Is(name, "Host"),
        7 => Is(name, "Trailer") || Is(name, "Upgrade") || Is(name, "baggage"),
        10 => Is(name, "Connection") || Is(name, "Keep-Alive") || Is(name, "tracestate"),
        11 => Is(name, "traceparent"),
        14 => Is(name, "Content-Length"),
        16 => Is(name, "Proxy-Connection"),
        17 => Is(name, "Transfer-Encoding"),
        19 => Is(name, "Proxy-Authorization"),
        _ => false,
    } || name.StartsWith(Own, StringComparison.OrdinalIgnoreCase) || name[0] == ':';

    /// <summary>Whether a response header stays here.</summary>
    public static bool StopsResponse(string name) => name.Length switch
    {
        2 => Is(name, "TE"),
        7 => Is(name, "Trailer") || Is(name, "Upgrade"),
        10 => Is(name, "Connection") || Is(name, "Keep-Alive"),
        16 => Is(name, "Proxy-Connection"),
        17 => Is(name, "Transfer-Encoding"),
        _ => false,
    };

    /// <summary>The further names that a Connection header declares hop-by-hop; null in the usual case.</summary>
    public static string[]? Nominated(IHeaderDictionary headers)
    {
        var connection = headers.Connection;
        if (connection.Count == 0 || (connection.Count == 1 && (Is(connection.ToString(), "keep-alive") || Is(connection.ToString(), "close")))) return null;
        return connection.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
