using System.Net.Http.Headers;
using TokenPak.Load.Bodies;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Measuring;

/// <summary>A request as the clients send it.</summary>
internal static class Post
{
    public static HttpMessageInvoker NewClient() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    /// <summary>Sends it; the answer's body is not read yet.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, Target target, RequestBody body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target.Address, RequestBody.Path)) { Content = new ByteArrayContent(body.Bytes) };
        foreach (var (name, value) in RequestBody.Headers)
        {
            if (name == "content-type") request.Content.Headers.ContentType = new MediaTypeHeaderValue(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        return (await client.SendAsync(request, CancellationToken.None)).EnsureSuccessStatusCode();
    }

    /// <summary>Sends it and reads the whole answer.</summary>
    public static async Task<HttpResponseHeaders> SendAndReadAsync(HttpMessageInvoker client, Target target, RequestBody body)
    {
        using var response = await SendAsync(client, target, body);
        await response.Content.LoadIntoBufferAsync();
        return response.Headers;
    }
}
