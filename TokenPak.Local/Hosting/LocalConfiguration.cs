using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Local.Hosting;

/// <summary>The configuration as the host would read it, for commands that only talk to one.</summary>
internal sealed record LocalConfiguration(IConfiguration Configuration, LocalOptions Options)
{
    public string? DataPath => Options.DataPath;

    public static LocalConfiguration Read(HostSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables();
        builder.AddTokenPakEnvironment();
        builder.Configuration.AddInMemoryCollection(settings.ToConfiguration());
        return new LocalConfiguration(builder.Configuration, builder.AddLocalOptions());
    }
}
