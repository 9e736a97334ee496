namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>A part of a product, to be hurt and healed.</summary>
internal sealed record Patient(Func<Task> KillAsync, Func<Task> StopAsync, Func<Task> PauseAsync, Func<Task> ContinueAsync, Func<Task> RestartAsync)
{
    public static Patient Of(DistributedProduct product, Part part) => part switch
    {
        Part.Compiler => Of(product.Compilers[0]),
        Part.Redis => Of(product.Redis),
        Part.RabbitMq => Of(product.RabbitMq),
        Part.Telemetry => Of(product.Telemetry),
        Part.Dashboard => Of(product.Dashboard),
        _ => new Patient(product.Postgres.KillAsync, product.Postgres.StopAsync, product.Postgres.PauseAsync, product.Postgres.ContinueAsync, product.Postgres.RestartAsync),
    };

    public static Patient Of(ServerProcess server) => new(server.KillAsync, server.StopAsync, server.PauseAsync, server.ContinueAsync, server.RestartAsync);
}
