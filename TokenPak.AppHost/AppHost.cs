using TokenPak.AppHost;
using TokenPak.AppHost.Deployment;

// SDK ──▶ gateway ──▶ compiler ──▶ cache
//           │  └────▶ provider
//           └──▶ messaging ──▶ telemetry ──▶ telemetrydb ;  gateway ──▶ dashboard
var builder = DistributedApplication.CreateBuilder(args);
var target = builder.AddDeployment();
var settings = Settings.Add(builder);

// The cache holds prompt text, so it has no volume and writes nothing to disk.
IResourceBuilder<IResourceWithConnectionString> cache = target == DeploymentTarget.ContainerApps
    ? builder.AddManagedCache("cache")
    : builder.AddRedis("cache").WithoutPersistence();

IResourceBuilder<IResourceWithConnectionString> telemetrydb = target == DeploymentTarget.ContainerApps
    ? builder.AddManagedPostgres("postgres").AddDatabase("telemetrydb")
    : builder.AddPostgres("postgres").WithDataVolume("tokenpak-postgres").WithLifetime(ContainerLifetime.Persistent).AddDatabase("telemetrydb");

// The broker's data belong to the name of its node, which by default changes with the container.
var messaging = builder.AddRabbitMQ("messaging").WithEnvironment("RABBITMQ_NODENAME", "messaging@localhost");
if (target == DeploymentTarget.ContainerApps) messaging.WithFileShare("tokenpak-rabbitmq");
else
{
    messaging.WithDataVolume("tokenpak-rabbitmq").WithLifetime(ContainerLifetime.Persistent).WithManagementPlugin()
        .WithUrlForEndpoint("management", url => url.DisplayText = "RabbitMQ management");
}

// More replicas of a service: .WithReplicas(2) on its line.
var compiler = builder.AddProject<Projects.TokenPak_Compiler>("compiler")
    .WithReference(cache)
    .WithProbes();

var telemetry = builder.AddProject<Projects.TokenPak_Telemetry>("telemetry")
    .WithReference(telemetrydb)
    .WithReference(messaging)
    .WithProbes();

var dashboard = builder.AddProject<Projects.TokenPak_Dashboard>("dashboard")
    .WithProbes();

// Waits for nothing: requests pass whatever else is away.
var gateway = builder.AddProject<Projects.TokenPak_Gateway>("gateway")
    .WithExternalHttpEndpoints()
    .WithReference(cache)
    .WithReference(messaging)
    .WithReference(compiler)
    .WithReference(telemetry)
    .WithReference(dashboard)
    .WithProbes()
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/dashboard", DisplayText = "TokenPak dashboard" });

dashboard.WithReference(gateway);
settings.ApplyTo(gateway, compiler, dashboard);

// The schema is brought up to date before telemetry starts; its replicas never race for it.
if (target != DeploymentTarget.ContainerApps)
{
    var migrate = builder.AddProject<Projects.TokenPak_Telemetry>("telemetry-migrate", project => project.ExcludeLaunchProfile = true)
        .WithArgs("migrate")
        .WithReference(telemetrydb)
        .WaitFor(telemetrydb);
    telemetry.WaitForCompletion(migrate);
}

if (target != DeploymentTarget.None) gateway.WithSpool("tokenpak-spool");
if (target == DeploymentTarget.ContainerApps) ContainerApps.Publish(gateway, compiler, telemetry, dashboard, messaging);

builder.Build().Run();
