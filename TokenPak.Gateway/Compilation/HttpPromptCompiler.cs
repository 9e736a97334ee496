using System.Net.Http.Json;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Compilation;

/// <summary>The compiler as a service of its own. What it answers is read within bounds and believed only where it is whole.</summary>
internal sealed class HttpPromptCompiler(HttpClient client) : IPromptCompiler
{
    /// <summary>Status and counts are small.</summary>
    public const int MaxSmallAnswer = 1024 * 1024;

    /// <summary>Room in a compile answer for what is not replacements: a line for each splice.</summary>
    private const long MaxOverhead = 4 * 1024 * 1024;

    public async ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/compile") { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Headers.Add("x-tokenpak-dialect", request.Dialect.ToString());
        message.Headers.Add("x-tokenpak-mode", request.Mode.ToWireName());
        message.Headers.Add("x-tokenpak-provider", request.Provider);
        message.Headers.Add("x-tokenpak-tenant", Uri.EscapeDataString(request.Tenant));
        if (request.Vault != VaultChoice.Auto) message.Headers.Add("x-tokenpak-vault", request.Vault.ToString());
        if (request.Model is { } model) message.Headers.Add("x-tokenpak-model", Uri.EscapeDataString(model));

        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentType?.MediaType != CompileResultCodec.ContentType) throw new InvalidDataException("The compiler's answer is of another type.");

        // Nothing grows by being compiled, so an answer that is much longer than the body is none.
        var bytes = await ReadAsync(response.Content, request.Body.Length + MaxOverhead, cancellationToken);
        return CompileResultCodec.TryDecode(bytes, out var result) && result is not null
            ? result
            : throw new InvalidDataException("The compiler's answer is not a compile result.");
    }

    public async ValueTask<int> CountTokensAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(utf8Text);
        using var response = await client.PostAsync(new Uri("/count", UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<int>(cancellationToken);
    }

    public async ValueTask<CompilerStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync("/status", CompilerStatusJsonContext.Default.CompilerStatus, cancellationToken)
            ?? throw new InvalidDataException("The compiler's status is empty.");

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is not { } length || length > limit) throw new InvalidDataException("The compiler's answer is too long, or does not say how long it is.");
        var bytes = new byte[length];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
