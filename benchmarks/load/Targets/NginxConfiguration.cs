using System.Globalization;

namespace TokenPak.Load.Targets;

/// <summary>A plain reverse proxy in one process, with kept connections and unbuffered answers, as a streaming API needs.</summary>
internal static class NginxConfiguration
{
    public static string Write(string folder, int port, Uri upstream)
    {
        var path = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr crit;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path {{folder}};
              proxy_temp_path {{folder}};
              fastcgi_temp_path {{folder}};
              uwsgi_temp_path {{folder}};
              scgi_temp_path {{folder}};
              client_max_body_size 0;
              client_body_buffer_size 1m;
              keepalive_requests 1000000000;
              upstream provider {
                server {{upstream.Authority}};
                keepalive 64;
                keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://provider;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """));
        return path;
    }
}
