using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace TokenPak.AppHost.Deployment;

/// <summary>What a compose file says beyond the model.</summary>
internal static class DockerCompose
{
    private static readonly string[] Own = ["gateway", "compiler", "telemetry", "dashboard", "telemetry-migrate"];

    public static void Complete(ComposeFile file)
    {
        foreach (var service in file.Services.Values) service.Restart = "unless-stopped";
        foreach (var service in Own.Select(name => file.Services[name])) Confine(service);

        // Postgres may not take connections yet when it starts.
        file.Services["telemetry-migrate"].Restart = "on-failure";

        // Nothing stands before this gateway that could say where a request came from.
        var gateway = file.Services["gateway"];
        gateway.Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "false";
        gateway.Ports = [.. gateway.Ports.Take(1).Select(port => $"8766:{port}")];
    }

    private static void Confine(Service service)
    {
        service.ReadOnly = true;
        service.Tmpfs.Add("/tmp");
        service.CapDrop.Add("ALL");
        service.StopGracePeriod = "60s";
    }
}
