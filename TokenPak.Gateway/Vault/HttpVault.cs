using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using TokenPak.Contracts.Vault;

namespace TokenPak.Gateway.Vault;

/// <summary>The vault of a compiler in another process.</summary>
internal sealed class HttpVault(HttpClient client) : IVault
{
    private static VaultJsonContext Json => VaultJsonContext.Default;

    public async ValueTask<VaultOverview> GetOverviewAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync("/vault", Json.VaultOverview, cancellationToken) ?? throw new InvalidDataException("The compiler's answer is empty.");

    public async ValueTask<VaultSearchResult> SearchAsync(string text, int limit, CancellationToken cancellationToken)
    {
        using var content = new StringContent(text);
        using var response = await client.PostAsync(new Uri("/vault/search?limit=" + limit.ToString(CultureInfo.InvariantCulture), UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(Json.VaultSearchResult, cancellationToken) ?? throw new InvalidDataException("The compiler's answer is empty.");
    }

    public async ValueTask<VaultBlock?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri("/vault/blocks/" + Uri.EscapeDataString(id), UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync(Json.VaultBlock, cancellationToken);
    }
}
