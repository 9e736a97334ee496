using TokenPak.Contracts;
using TokenPak.Telemetry;

namespace TokenPak.Local.Hosting;

/// <summary>The store of a data folder without the host around it, for commands that look after it.</summary>
internal static class StoreOnly
{
    public static IHost Build(DataFolder folder)
    {
        if (!File.Exists(folder.Database)) throw new StartupException($"There is no database in {folder.Root}: nothing was stored yet.");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection([new($"ConnectionStrings:{ResourceNames.TelemetryDatabase}", $"Data Source={folder.Database}")]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        return builder.Build();
    }
}
