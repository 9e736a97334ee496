using System.Net.Http.Json;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Compilation;

/// <summary>The compiler as a service of its own.</summary>
internal sealed class HttpPromptCompiler(HttpClient client) : IPromptCompiler
{
    public async ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/compile") { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Headers.Add("x-tokenpak-dialect", request.Dialect.ToString());
        message.Headers.Add("x-tokenpak-mode", request.Mode.ToWireName());
        message.Headers.Add("x-tokenpak-provider", request.Provider);
        message.Headers.Add("x-tokenpak-tenant", request.Tenant);
        if (request.Model is { } model) message.Headers.Add("x-tokenpak-model", Uri.EscapeDataString(model));

        using var response = await client.SendAsync(message, cancellationToken);
        response.EnsureSuccessStatusCode();
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
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
}
