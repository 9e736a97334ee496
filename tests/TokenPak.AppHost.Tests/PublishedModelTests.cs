using Aspire.Hosting.ApplicationModel;

namespace TokenPak.AppHost.Tests;

public sealed class PublishedModelTests
{
    public static TheoryData<string> Targets => ["azure", "compose"];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Model_Published_OnlyTheGatewayIsExternal(string target)
    {
        await using var model = await PublishedModel.CreateAsync(target);
        Assert.Equal(["gateway"], model.ExternalNames());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Gateway_Published_KnowsTheOthersAndNeedsAKey(string target)
    {
        await using var model = await PublishedModel.CreateAsync(target);
        var environment = await model.EnvironmentOfAsync("gateway");
        foreach (var name in (string[])["ConnectionStrings__messaging", "services__compiler__http__0", "services__telemetry__http__0", "services__dashboard__http__0"])
        {
            Assert.Contains(name, environment.Keys);
        }

        Assert.Equal("{proxy-key.value}", environment["TokenPak__ProxyAuthToken"]);
        Assert.Equal("{admin-token.value}", environment["TokenPak__AdminToken"]);
        Assert.Equal("{hash-key.value}", environment["TokenPak__HashKey"]);
        Assert.Equal("/home/app/spool", environment["TokenPak__Publishing__SpoolPath"]);
        Assert.Equal(["tokenpak-spool:/home/app"], model.VolumesOf("gateway"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Services_Published_HaveTheirConnections(string target)
    {
        await using var model = await PublishedModel.CreateAsync(target);
        Assert.Contains("ConnectionStrings__cache", (await model.EnvironmentOfAsync("compiler")).Keys);
        var telemetry = await model.EnvironmentOfAsync("telemetry");
        Assert.Contains("ConnectionStrings__telemetrydb", telemetry.Keys);
        Assert.Contains("ConnectionStrings__messaging", telemetry.Keys);
        Assert.Contains("services__gateway__http__0", (await model.EnvironmentOfAsync("dashboard")).Keys);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Secrets_Published_AreSecret(string target)
    {
        await using var model = await PublishedModel.CreateAsync(target);
        Assert.All((string[])["admin-token", "proxy-key", "hash-key"], name => Assert.True(model.Find<ParameterResource>(name).Secret));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Gateway_Published_WaitsForNothing(string target)
    {
        await using var model = await PublishedModel.CreateAsync(target);
        Assert.Empty(model.WaitsOf("gateway"));
        Assert.Empty(model.WaitsOf("compiler"));
    }

    [Fact]
    public async Task Cache_PublishedAsContainer_WritesNothing()
    {
        await using var model = await PublishedModel.CreateAsync("compose");
        Assert.Empty(model.VolumesOf("cache"));
        var command = string.Join(' ', await model.ArgumentsOfAsync("cache"));
        Assert.Contains("--save '' --appendonly no", command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_PublishedToAzure_IsManaged()
    {
        await using var model = await PublishedModel.CreateAsync("azure");
        Assert.IsNotType<ContainerResource>(model.Find<IResource>("cache"), exactMatch: false);
        Assert.IsNotType<ContainerResource>(model.Find<IResource>("postgres"), exactMatch: false);
        Assert.Equal(["tokenpak-rabbitmq:/var/lib/rabbitmq/mnesia"], model.VolumesOf("messaging"));
    }

    [Fact]
    public async Task Telemetry_PublishedAsCompose_WaitsUntilTheSchemaIsThere()
    {
        await using var model = await PublishedModel.CreateAsync("compose");
        Assert.Equal([("telemetry-migrate", WaitType.WaitForCompletion)], model.WaitsOf("telemetry"));
        Assert.Equal(["migrate"], await model.ArgumentsOfAsync("telemetry-migrate"));
    }

    [Fact]
    public async Task Servers_PublishedAsCompose_KeepTheirDataUnderFixedNames()
    {
        await using var model = await PublishedModel.CreateAsync("compose");
        Assert.Equal(["tokenpak-postgres:/var/lib/postgresql"], model.VolumesOf("postgres"));
        Assert.Equal(["tokenpak-rabbitmq:/var/lib/rabbitmq"], model.VolumesOf("messaging"));
        Assert.Equal("messaging@localhost", (await model.EnvironmentOfAsync("messaging"))["RABBITMQ_NODENAME"]);
    }

    [Fact]
    public async Task Target_OfNoSuchName_IsRefused() =>
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await PublishedModel.CreateAsync("heroku")).DisposeAsync());
}
