using System.Net;
using TokenPak.TestKit.Upstream;

namespace TokenPak.TestKit.Products;

/// <summary>A running TokenPak, seen from outside only: the same suite runs against one process and against many.</summary>
public abstract class ProductUnderTest : IAsyncDisposable
{
    private HttpClient? _client;

    /// <summary>The gateway's address.</summary>
    public abstract Uri Address { get; }

    /// <summary>Where a client of a provider is pointed: the gateway, whichever provider it is.</summary>
    public virtual Uri BaseAddressFor(string provider) => Address;

    /// <summary>The provider that its traffic goes to.</summary>
    public abstract FakeUpstream Upstream { get; }

    /// <summary>Everything its processes have printed.</summary>
    public abstract string Output { get; }

    /// <summary>Folders that its processes write to.</summary>
    public abstract IReadOnlyList<string> DataFolders { get; }

    /// <summary>What a database server holds of it, as text; empty where everything stands in <see cref="DataFolders"/>.</summary>
    public virtual Task<string> DatabaseTextAsync() => Task.FromResult("");

    /// <summary>The admin token; null where none is needed.</summary>
    public abstract string? AdminToken { get; }

    /// <summary>The processes that it is.</summary>
    public abstract Task<IReadOnlyList<int>> ProgramIdsAsync();

    /// <summary>Ends it in an orderly way, as its user would.</summary>
    public abstract Task StopAsync();

    /// <summary>A client that changes nothing: no redirects, no cookies, no decoding.</summary>
    public HttpClient Client => _client ??= NewClient();

    /// <summary>A further client of the same kind, with connections of its own.</summary>
    public HttpClient NewClient(Version? version = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None };
        return new HttpClient(handler)
        {
            BaseAddress = Address,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _client?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
