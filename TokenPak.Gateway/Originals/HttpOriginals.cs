using System.Net;
using System.Net.Http.Json;
using TokenPak.Contracts.Originals;

namespace TokenPak.Gateway.Originals;

/// <summary>The originals of a compiler in another process.</summary>
internal sealed class HttpOriginals(HttpClient client) : IOriginals
{
    public async ValueTask<OriginalText?> FindAsync(OriginalQuery query, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("/originals", query, OriginalsJsonContext.Default.OriginalQuery, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync(OriginalsJsonContext.Default.OriginalText, cancellationToken);
    }
}
