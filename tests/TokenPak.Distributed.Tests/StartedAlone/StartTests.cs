namespace TokenPak.Distributed.Tests.StartedAlone;

/// <summary>A service that lacks what it needs, or cannot use it, says so in one line and ends.</summary>
public sealed class StartTests
{
    private const string Cache = "ConnectionStrings__cache";
    private const string Messaging = "ConnectionStrings__messaging";
    private const string Database = "ConnectionStrings__telemetrydb";
    private const string Secret = "S3cretQX77";

    /// <summary>Everything that each service needs; nothing answers there, and a start needs no answer.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Needs = new()
    {
        ["Compiler"] = new() { [Cache] = "127.0.0.1:1" },
        ["Telemetry"] = new() { [Database] = "Host=127.0.0.1;Port=1;Database=x", [Messaging] = "amqp://127.0.0.1:1" },
        ["Dashboard"] = new() { ["services__gateway__http__0"] = "http://127.0.0.1:1" },
        ["Gateway"] = new()
        {
            [Messaging] = "amqp://127.0.0.1:1",
            ["services__compiler__http__0"] = "http://127.0.0.1:1",
            ["services__telemetry__http__0"] = "http://127.0.0.1:1",
            ["services__dashboard__http__0"] = "http://127.0.0.1:1",
        },
    };

    public static TheoryData<string, string> EveryNeed()
    {
        var data = new TheoryData<string, string>();
        foreach (var (service, needs) in Needs)
        {
            foreach (var need in needs.Keys) data.Add(service, need);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryNeed))]
    public async Task Service_WithoutOneThingItNeeds_NamesItInOneLine(string service, string missing)
    {
        var (code, output) = await RunAsync(service, Needs[service].Where(n => n.Key != missing));

        Assert.NotEqual(0, code);
        var line = Assert.Single(output);
        Assert.StartsWith($"The {Name(service)} cannot start alone without ", line, StringComparison.Ordinal);
        Assert.Contains(missing, line, StringComparison.Ordinal);
        Assert.Contains(missing.Replace("__", ":", StringComparison.Ordinal), line, StringComparison.Ordinal);
        Assert.All(Needs[service].Keys.Where(n => n != missing), other => Assert.DoesNotContain(other, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Compiler")]
    [InlineData("Telemetry")]
    [InlineData("Dashboard")]
    [InlineData("Gateway")]
    public async Task Service_WithoutAnything_NamesAllOfItInOneLine(string service)
    {
        var (code, output) = await RunAsync(service, []);

        Assert.NotEqual(0, code);
        var line = Assert.Single(output);
        Assert.All(Needs[service].Keys, need => Assert.Contains(need, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Compiler", Cache, ":::,," + Secret)]
    [InlineData("Compiler", Cache, "localhost:6379,pasword=" + Secret)]
    [InlineData("Telemetry", Database, "Hst=1;;==" + Secret)]
    [InlineData("Telemetry", Database, "Username=" + Secret)]
    [InlineData("Telemetry", Messaging, "http://" + Secret)]
    [InlineData("Gateway", Messaging, "rabbit at home " + Secret)]
    [InlineData("Gateway", "services__compiler__http__0", "compiler " + Secret)]
    [InlineData("Gateway", "services__telemetry__http__0", "ftp://" + Secret)]
    [InlineData("Dashboard", "services__gateway__http__0", "/" + Secret)]
    [InlineData("Compiler", "OTEL_EXPORTER_OTLP_ENDPOINT", "::" + Secret)]
    public async Task Service_WithAValueThatCannotBe_NamesItInOneLineWithoutTheValue(string service, string name, string value)
    {
        var (code, output) = await RunAsync(service, new Dictionary<string, string>(Needs[service]) { [name] = value });

        Assert.NotEqual(0, code);
        var line = Assert.Single(output);
        Assert.StartsWith($"The {Name(service)} cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains(name.StartsWith("OTEL", StringComparison.Ordinal) ? name : name.Replace("__", ":", StringComparison.Ordinal), line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Compiler", "TokenPak__Compiler__CacheMegabytes", "0", "CacheMegabytes")]
    [InlineData("Compiler", "TokenPak__Compiler__CacheMegabytes", "many", "TokenPak:Compiler:CacheMegabytes")]
    [InlineData("Gateway", "TokenPak__Upstreams__openai__BaseUrl", "nowhere", "TokenPak:Upstreams:openai:BaseUrl")]
    [InlineData("Gateway", "TokenPak__Compilation__Mode", "fastest", "TokenPak:Compilation:Mode")]
    [InlineData("Gateway", "TokenPak__Port", "eighty", "TokenPak:Port")]
    [InlineData("Gateway", "Dashboard__RequireToken", "true", "TokenPak:AdminToken")]
    [InlineData("Gateway", "ASPNETCORE_URLS", "http://0.0.0.0:0", "TokenPak:Keys")]
    [InlineData("Compiler", "ASPNETCORE_URLS", "here", "here")]
    public async Task Service_WithASettingThatCannotBe_NamesItWithoutAStack(string service, string name, string value, string named)
    {
        var (code, output) = await RunAsync(service, new Dictionary<string, string>(Needs[service]) { [name] = value });

        Assert.NotEqual(0, code);
        var line = Assert.Single(output, l => l.StartsWith($"The {Name(service)} cannot start: ", StringComparison.Ordinal));
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain(output, l => l.Contains("Unhandled exception", StringComparison.Ordinal) || l.Contains("at TokenPak.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_OnAPortThatIsTaken_SaysWhich()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        var (code, output) = await RunAsync("Compiler", new Dictionary<string, string>(Needs["Compiler"]) { ["ASPNETCORE_URLS"] = address });

        Assert.NotEqual(0, code);
        Assert.Contains(address, Assert.Single(output, l => l.StartsWith("The compiler cannot start: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration_WithoutADatabase_SaysSoInOneLine()
    {
        var (code, output) = await RunAsync("Telemetry", [], "migrate");
        Assert.NotEqual(0, code);
        Assert.Contains(Database, Assert.Single(output), StringComparison.Ordinal);

        (code, output) = await RunAsync("Telemetry", [KeyValuePair.Create(Database, Needs["Telemetry"][Database])], "migrate");
        Assert.NotEqual(0, code);
        Assert.Contains("telemetrydb", Assert.Single(output), StringComparison.Ordinal);
    }

    private static string Name(string service) => service.ToLowerInvariant();

    private static async Task<(int Code, string[] Output)> RunAsync(string service, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["TOKENPAK_DATA_PATH"] = folder.Path };
        foreach (var (name, value) in environment) variables[name] = value;
        await using var process = ChildProcess.Start("dotnet", [ServicePrograms.PathOf("TokenPak." + service), .. arguments], variables, folder.Path);
        await process.ExitAsync();
        return (process.ExitCode, process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
