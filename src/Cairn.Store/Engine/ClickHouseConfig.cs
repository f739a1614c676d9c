using System.Security;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>Writes the files ClickHouse reads when it starts. What was measured about each setting stands in docs/operations/engines.md.</summary>
/// <param name="MemoryBytes">All that ClickHouse may take; one question may take half, and spills sorts and groups to disk from 15 %.</param>
/// <param name="Sandboxes">Users that may read views in a database of their own, and nothing else.</param>
public sealed record ClickHouseConfig(
    ClickHouseFiles Files,
    string User,
    string Password,
    string Database,
    long MemoryBytes,
    IReadOnlyList<ClickHouseAddress> Sandboxes
)
{
    /// <summary>One SELECT may use at most this much.</summary>
    public long QueryMemoryBytes => MemoryBytes / 2;

    /// <summary>Questions and their parameters come as form fields; ClickHouse would take 128 KiB each, too little for a list of ids.</summary>
    private const int HttpFieldBytes = 32 << 20;

    /// <summary>An idle connection holds up the end of the engine until it times out, and after 5 s the engine exits without closing its tables. .NET's
    /// client is told the time in a header and closes first.</summary>
    private const int KeepAliveSeconds = 3;

    /// <summary>Threads for one question, and for merges: all cores, but at most 16.</summary>
    private static int Cores => Math.Clamp(Environment.ProcessorCount, 2, 16);

    public void Write()
    {
        Files.Create();
        // Without it the engine forgets its own log tables at every start, and cannot make them anew.
        if (!File.Exists(Files.SystemDatabase))
            File.WriteAllText(Files.SystemDatabase, "ATTACH DATABASE _ UUID '00000000-0000-4000-8000-000000000001'\nENGINE = Atomic\n");
        File.WriteAllText(Files.ConfigXml, ConfigXml());
        File.WriteAllText(Files.UsersXml, UsersXml());
    }

    /// <summary>The engine has read it once and never reads it again.</summary>
    public void DeleteUsers() => File.Delete(Files.UsersXml);

    private string ConfigXml() =>
        $"""
            <clickhouse>
              <users_config>{Escape(Files.UsersXml)}</users_config>
              <log-level>warning</log-level>
              <logger>
                <level>warning</level>
                <log>{Escape(Path.Combine(Files.Log, "engine.log"))}</log>
                <errorlog>{Escape(Path.Combine(Files.Log, "engine.err.log"))}</errorlog>
                <size>20M</size><count>2</count>
              </logger>
              <keep_alive_timeout>{KeepAliveSeconds}</keep_alive_timeout>
              <max_server_memory_usage>{MemoryBytes}</max_server_memory_usage>
              <mark_cache_size>{MemoryBytes / 16}</mark_cache_size>
              <primary_index_cache_size>{MemoryBytes / 32}</primary_index_cache_size>
              <index_mark_cache_size>{MemoryBytes / 128}</index_mark_cache_size>
              <uncompressed_cache_size>0</uncompressed_cache_size>
              <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
              <background_pool_size>{Math.Max(2, Cores)}</background_pool_size>
              <background_merges_mutations_concurrency_ratio>2</background_merges_mutations_concurrency_ratio>
              <background_schedule_pool_size>16</background_schedule_pool_size>
              <background_common_pool_size>2</background_common_pool_size>
              <background_fetches_pool_size>1</background_fetches_pool_size>
              <background_move_pool_size>1</background_move_pool_size>
              <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
              <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
              <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
              <merge_tree>
                <fsync_after_insert>1</fsync_after_insert>
                <fsync_part_directory>1</fsync_part_directory>
                <min_rows_to_fsync_after_merge>1</min_rows_to_fsync_after_merge>
                <min_compressed_bytes_to_fsync_after_merge>1</min_compressed_bytes_to_fsync_after_merge>
                <max_suspicious_broken_parts>1000000</max_suspicious_broken_parts>
                <max_suspicious_broken_parts_bytes>1000000000000</max_suspicious_broken_parts_bytes>
                <non_replicated_deduplication_window>1000</non_replicated_deduplication_window>
              </merge_tree>
              <backups><allowed_path>{Escape(Files.Backups)}</allowed_path></backups>
            </clickhouse>

            """;

    private string UsersXml()
    {
        var hash = SandboxUsersXml.Hash(Password);
        return $"""
            <clickhouse>
              <profiles>
                <default>
                  <max_threads>{Cores}</max_threads>
                  <max_memory_usage>{QueryMemoryBytes}</max_memory_usage>
                  <max_bytes_before_external_group_by>{MemoryBytes * 15 / 100}</max_bytes_before_external_group_by>
                  <max_bytes_before_external_sort>{MemoryBytes * 15 / 100}</max_bytes_before_external_sort>
                  <async_insert>0</async_insert>
                  <http_max_field_value_size>{HttpFieldBytes}</http_max_field_value_size>
                  <max_concurrent_queries_for_all_users>64</max_concurrent_queries_for_all_users>
                </default>
                <internal>
                  <max_threads>1</max_threads>
                  <max_memory_usage>100000000</max_memory_usage>
                  <max_sessions_for_user>1</max_sessions_for_user>
                  <constraints><max_sessions_for_user><readonly/></max_sessions_for_user></constraints>
                </internal>
                <app>
                  <max_partitions_per_insert_block>0</max_partitions_per_insert_block>
                  <input_format_try_infer_dates>0</input_format_try_infer_dates>
                  <input_format_try_infer_datetimes>0</input_format_try_infer_datetimes>
                  <input_format_try_infer_datetimes_only_datetime64>0</input_format_try_infer_datetimes_only_datetime64>
                  <input_format_json_try_infer_numbers_from_strings>0</input_format_json_try_infer_numbers_from_strings>
                  <allow_introspection_functions>0</allow_introspection_functions>
                  <implicit_select>0</implicit_select>
                </app>
            {SandboxUsersXml.Profile(MemoryBytes)}
              </profiles>
              <quotas>
                <default/>
                <internal><interval><duration>2147483647</duration><queries>3</queries></interval></internal>
              </quotas>
              <users>
                <default>
                  <password></password>
                  <networks><ip>127.0.0.1</ip></networks>
                  <profile>internal</profile>
                  <quota>internal</quota>
                  <grants>
                    <query>GRANT SYSTEM LISTEN ON *.*</query>
                    <query>GRANT READ ON FILE</query>
                    <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
                  </grants>
                </default>
                <{User}>
                  <password_sha256_hex>{hash}</password_sha256_hex>
                  <networks><ip>127.0.0.1</ip></networks>
                  <profile>app</profile>
                  <quota>default</quota>
                  <grants>
            {Grants()}
                  </grants>
                </{User}>
            {SandboxUsersXml.Users(Sandboxes)}
              </users>
            </clickhouse>

            """;
    }

    /// <summary>Everything in Cairn's databases, and of the rest what running them takes. Not SYSTEM SHUTDOWN, no other databases, no table functions
    /// that reach files or the network.</summary>
    private string Grants() =>
        string.Join(
            '\n',
            (
                (string[])
                    [
                        $"GRANT ALL ON {Database}*.*",
                        "GRANT SELECT ON system.*",
                        "GRANT CREATE TEMPORARY TABLE, CREATE ARBITRARY TEMPORARY TABLE, KILL QUERY, CREATE FUNCTION, DROP FUNCTION ON *.*",
                        "GRANT SYSTEM FLUSH LOGS, SYSTEM DROP CACHE, SYSTEM MERGES, SYSTEM TTL MERGES ON *.*",
                        "GRANT BACKUP ON *.*",
                        "GRANT TABLE ENGINE ON *",
                    ]
            ).Select(grant => $"        <query>{Escape(grant)}</query>")
        );

    private static string Escape(string text) => SecurityElement.Escape(text);
}
