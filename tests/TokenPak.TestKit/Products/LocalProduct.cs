using TokenPak.TestKit.Upstream;

namespace TokenPak.TestKit.Products;

/// <summary>TokenPak.Local as a child process, started as a user starts it, on a free port with a data folder of its own.</summary>
public sealed class LocalProduct : ProductUnderTest
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder? _folder;
    private readonly string _dataPath;
    private bool _stopped;

    private LocalProduct(ChildProcess process, FakeUpstream upstream, TemporaryFolder? folder, string dataPath, string? adminToken, Uri address)
    {
        _process = process;
        _folder = folder;
        _dataPath = dataPath;
        Upstream = upstream;
        AdminToken = adminToken;
        Address = address;
    }

    /// <inheritdoc/>
    public override Uri Address { get; }

    /// <inheritdoc/>
    public override FakeUpstream Upstream { get; }

    /// <inheritdoc/>
    public override string Output => _process.Output;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataFolders => [_dataPath];

    /// <inheritdoc/>
    public override string? AdminToken { get; }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<int>> ProgramIdsAsync() => [await _process.ProgramIdAsync()];

    /// <summary>The path of the program.</summary>
    public static string ProgramPath => ServicePrograms.PathOf("TokenPak.Local");

    /// <summary>Starts the program and waits until it serves.</summary>
    public static async Task<LocalProduct> StartAsync(ProductOptions? options = null)
    {
        options ??= new ProductOptions();
        var folder = options.DataPath is null ? new TemporaryFolder() : null;
        var dataPath = options.DataPath ?? folder?.Path ?? "";
        var upstream = await FakeUpstream.StartAsync();
        var environment = new Dictionary<string, string>(upstream.Environment)
        {
            ["TOKENPAK_PORT"] = "0",
            ["TOKENPAK_DATA_PATH"] = dataPath,
            ["DOTNET_gcServer"] = "0",

            // Tests assume that requests compile.
            ["TokenPak__Holdout__Share"] = "0",
        };
        if (options.AdminToken is { } token) environment["TOKENPAK_ADMIN_TOKEN"] = token;
        foreach (var (name, value) in options.Environment) environment[name] = value;

        var process = options.DiskMegabytes is { } size ? SmallDisk.Start(size, dataPath, ProgramPath, environment) : ChildProcess.Start("dotnet", [ProgramPath], environment, dataPath);
        try
        {
            var line = await process.LineAsync(l => l.Contains("listen", StringComparison.OrdinalIgnoreCase) && ListeningAddress.In(l) is not null, "the product to say where it listens");
            var address = ListeningAddress.In(line) ?? throw new InvalidOperationException(line);
            return new LocalProduct(process, upstream, folder, dataPath, options.AdminToken, address);
        }
        catch
        {
            await process.DisposeAsync();
            await upstream.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync()
    {
        _stopped = true;
        if (await _process.StopAsync() is var code and not 0) throw new InvalidOperationException($"The product ended with {code}:\n{Output}");
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        var diedByItself = _process.HasExited && !_stopped;
        await base.DisposeAsync();
        await _process.DisposeAsync();
        await Upstream.DisposeAsync();
        _folder?.Dispose();
        if (diedByItself) throw new InvalidOperationException("The product ended in the midst of the tests:\n" + Output);
    }
}
