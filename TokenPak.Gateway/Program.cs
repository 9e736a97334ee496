using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Gateway;

/// <summary>The gateway service on its own.</summary>
public class Program
{
    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddGateway();
        builder.AddMessaging();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGateway();
        await app.RunAsync();
    }
}
