using System.Globalization;
using System.Text.Json;

namespace TokenPak.TestKit.Servers;

/// <summary>The files and variables that keep a broker to one folder and to loopback.</summary>
internal sealed class RabbitMqFolder(string folder, int port, int distributionPort, int mapperPort)
{
    /// <summary>Called directly: the wrapper on the path changes the user and the folder.</summary>
    public const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    public const string DiskFreeLimit = "50MB";

    public const string User = "guest";
    public const int VirtualHosts = 32;

    /// <summary>All that the broker's script sees.</summary>
    public IEnumerable<string> Environment =>
    [
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        $"HOME={folder}/home",
        "LANG=C.UTF-8",
        "ERL_CRASH_DUMP=/dev/null",
        "RABBITMQ_CONF_ENV_FILE=/dev/null",
        // Makes the script become the broker, so that a signal meets the broker itself.
        "RUNNING_UNDER_SYSTEMD=1",
        $"RABBITMQ_NODENAME=r{Text(port)}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
        $"RABBITMQ_NODE_PORT={Text(port)}",
        $"RABBITMQ_DIST_PORT={Text(distributionPort)}",
        $"ERL_EPMD_PORT={Text(mapperPort)}",
        "ERL_EPMD_ADDRESS=127.0.0.1",
        $"RABBITMQ_MNESIA_BASE={folder}/mnesia",
        $"RABBITMQ_LOG_BASE={folder}/log",
        $"RABBITMQ_CONFIG_FILE={folder}/rabbitmq",
        $"RABBITMQ_ADVANCED_CONFIG_FILE={folder}/advanced.config",
        $"RABBITMQ_ENABLED_PLUGINS_FILE={folder}/enabled_plugins",
        $"RABBITMQ_GENERATED_CONFIG_DIR={folder}/generated",
        $"RABBITMQ_SCHEMA_DIR={folder}/schema",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    ];

    public static string VirtualHost(int number) => "t" + Text(number);

    public void Write()
    {
        foreach (var name in (string[])["home", "mnesia", "log"]) Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
        File.WriteAllText(Path.Combine(folder, "definitions.json"), Definitions());
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Text(port)}
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = {DiskFreeLimit}
            log.file.level = warning
            log.console = false
            load_definitions = {folder}/definitions.json

            """);
    }

    /// <summary>Empties the data folder of a broker that does not run.</summary>
    public void Forget()
    {
        Directory.Delete(Path.Combine(folder, "mnesia"), recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "mnesia"));
    }

    private static string Definitions()
    {
        var hosts = Enumerable.Range(0, VirtualHosts).Select(VirtualHost).ToArray();
        return JsonSerializer.Serialize(new
        {
            users = new[] { new { name = User, password = User, tags = "administrator" } },
            vhosts = hosts.Select(name => new { name }),
            permissions = hosts.Select(vhost => new { user = User, vhost, configure = ".*", write = ".*", read = ".*" }),
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
