using System.Security.Cryptography;
using System.Text;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>The part of users.xml about <see cref="Sandbox"/>es.</summary>
internal static class SandboxUsersXml
{
    /// <summary>Bounds that hold whatever a question says: the time (s) and memory (bytes) of a profile cannot be raised from inside a subquery (tried), other
    /// settings can. Names from system tables need a grant; nobody else's do.</summary>
    public static string Profile(long memoryBytes) =>
        $"""
                    <sandbox>
                      <max_execution_time>60</max_execution_time>
                      <max_memory_usage>{memoryBytes / 4}</max_memory_usage>
                      <max_memory_usage_for_user>{memoryBytes / 4}</max_memory_usage_for_user>
                      <max_concurrent_queries_for_user>2</max_concurrent_queries_for_user>
                      <max_bytes_before_external_group_by>{memoryBytes / 12}</max_bytes_before_external_group_by>
                      <max_bytes_before_external_sort>{memoryBytes / 12}</max_bytes_before_external_sort>
                      <allow_introspection_functions>0</allow_introspection_functions>
                      <allow_ddl>0</allow_ddl>
                      <implicit_select>0</implicit_select>
                      <constraints>
                        <max_execution_time><max>60</max></max_execution_time>
                        <max_memory_usage><max>{memoryBytes / 4}</max></max_memory_usage>
                        <allow_ddl><readonly/></allow_ddl>
                        <allow_introspection_functions><readonly/></allow_introspection_functions>
                      </constraints>
                    </sandbox>
            """;

    public static string Users(IReadOnlyList<ClickHouseAddress> sandboxes) =>
        string.Join(
            '\n',
            sandboxes.Select(s =>
                $"""
                            <{s.User}>
                              <password_sha256_hex>{Hash(s.Password)}</password_sha256_hex>
                              <networks><ip>127.0.0.1</ip></networks>
                              <profile>sandbox</profile>
                              <quota>default</quota>
                              <default_database>{s.Database}</default_database>
                              <grants><query>GRANT SELECT ON {s.Database}.*</query></grants>
                            </{s.User}>
                    """
            )
        );

    public static string Hash(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
}
