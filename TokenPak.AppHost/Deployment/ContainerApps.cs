using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;

namespace TokenPak.AppHost.Deployment;

/// <summary>Azure Container Apps: what they need beyond the model.</summary>
internal static class ContainerApps
{
    /// <summary>Requests that one gateway serves at a time before another is started.</summary>
    private const string ConcurrentRequests = "100";

    private const int MaxGateways = 10;
    private const int DashboardPort = 8080;

    /// <summary>By access key over TLS: the services speak plain Redis. No persistence is its default.</summary>
    public static IResourceBuilder<AzureManagedRedisResource> AddManagedCache(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddAzureManagedRedis(name).WithAccessKeyAuthentication();

    /// <summary>By password, which Key Vault keeps.</summary>
    public static IResourceBuilder<AzurePostgresFlexibleServerResource> AddManagedPostgres(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddAzurePostgresFlexibleServer(name).WithPasswordAuthentication();

    /// <summary>Only the data stands on the share: Erlang refuses a cookie that others may read, and files of a share all have one mode.</summary>
    public static void WithFileShare(this IResourceBuilder<RabbitMQServerResource> broker, string volume) => broker.WithVolume(volume, "/var/lib/rabbitmq/mnesia");

    public static void Publish(
        IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> compiler, IResourceBuilder<ProjectResource> telemetry, IResourceBuilder<ProjectResource> dashboard,
        IResourceBuilder<RabbitMQServerResource> broker)
    {
        gateway.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.TerminationGracePeriodSeconds = 60;
            app.Template.Scale.MaxReplicas = MaxGateways;
            app.Template.Scale.Rules.Add(new ContainerAppScaleRule
            {
                Name = "concurrent-requests",
                Http = new ContainerAppHttpScaleRule { Metadata = { ["concurrentRequests"] = ConcurrentRequests } },
            });
        });

        // All traffic moves to a new compiler at once: two of them never answer for the same conversation.
        compiler.PublishAsAzureContainerApp((_, app) => app.Configuration.ActiveRevisionsMode = ContainerAppActiveRevisionsMode.Single);
        telemetry.PublishAsAzureContainerApp((_, app) => MigrateFirst(app));
        broker.PublishAsAzureContainerApp((_, app) => app.Template.Scale.MaxReplicas = 1);

        // The gateway passes the host on that the browser sees, by which an HTTP ingress would route the request back to the gateway: TCP does not look.
        dashboard.PublishAsAzureContainerApp((_, app) =>
        {
            app.Configuration.Ingress.Transport = ContainerAppIngressTransportMethod.Tcp;
            app.Configuration.Ingress.ExposedPort = DashboardPort;
            app.Template.Scale.MaxReplicas = 1;
        });
        gateway.WithEnvironment(context =>
        {
            context.EnvironmentVariables.Remove("services__dashboard__https__0");
            context.EnvironmentVariables["services__dashboard__http__0"] = $"http://dashboard:{DashboardPort}";
        });
    }

    /// <summary>An init container runs before each start of telemetry, with its image and settings.</summary>
    private static void MigrateFirst(ContainerApp app)
    {
        if (app.Template.Containers[0].Value is not { } telemetry) return;
        var migrate = new ContainerAppInitContainer { Name = "migrate", Image = telemetry.Image, Args = ["migrate"] };
        foreach (var variable in telemetry.Env) migrate.Env.Add(variable);
        app.Template.InitContainers.Add(migrate);
    }
}
