using System.Security.Cryptography;
using System.Text;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>A place where a stranger's SELECT can run: a user of ClickHouse that may read the views of one database and nothing else. The views run with
/// Cairn's rights and name the project they show, so nothing the user's SQL says can widen it. Used by one question at a time.</summary>
public sealed class Sandbox
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Func<ClickHouseAddress> _address;
    private string _shown = "";

    private Sandbox(string database, Func<ClickHouseAddress> address, ClickHouseConnections connections, long maxQueryMemoryBytes)
    {
        Database = database;
        _address = address;
        Client = connections.CreateClient(() => Address(database, address()), maxQueryMemoryBytes);
    }

    /// <summary>Holds the views.</summary>
    public string Database { get; }

    /// <summary>Speaks as the fenced user.</summary>
    public ClickHouseClient Client { get; }

    /// <summary>Makes the views say what they are to say from now on. Costs nothing when they say it already.</summary>
    /// <param name="owner">Cairn's own client; the views' tables are those of its database.</param>
    /// <param name="views">SELECTs by name of view.</param>
    public async Task ShowAsync(ClickHouseClient owner, IReadOnlyList<(string Name, Sql Select)> views, CancellationToken cancellationToken)
    {
        // The port is new after a restart: then nothing is known about the views.
        var wanted = $"{_address().Url} {owner.Database} {string.Join(';', views.Select(v => $"{v.Name}={v.Select}"))}";
        if (wanted == _shown)
            return;
        _shown = "";
        await owner.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS {Sql.Identifier(Database)}", _patience, cancellationToken);
        foreach (var (name, select) in views)
        {
            // A view's text takes no parameters; the values are written in, quoted.
            var text = Sql.Trusted(select.ToString());
            await owner.ExecuteAsync(
                $"CREATE OR REPLACE VIEW {Sql.Identifier(Database)}.{Sql.Identifier(name)} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS {text}",
                _patience,
                cancellationToken
            );
        }

        _shown = wanted;
    }

    internal static IReadOnlyList<Sandbox> All(
        string database,
        Func<ClickHouseAddress> address,
        ClickHouseConnections connections,
        long maxQueryMemoryBytes
    ) => [.. Names(database).Select(name => new Sandbox(name, address, connections, maxQueryMemoryBytes))];

    /// <summary>As whom the sandboxes of an engine log in; the URL is not known yet.</summary>
    internal static IReadOnlyList<ClickHouseAddress> Addresses(string database, string password)
    {
        var own = new ClickHouseAddress(new Uri("http://127.0.0.1"), "", password, "");
        return [.. Names(database).Select(name => Address(name, own))];
    }

    /// <summary>The user is named as its database; the password is derived from the owner's, so it too is new at every start.</summary>
    private static ClickHouseAddress Address(string database, ClickHouseAddress owner) =>
        owner with
        {
            User = database,
            Database = database,
            Password = Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(owner.Password), Encoding.UTF8.GetBytes(database))
            ),
        };

    private static IEnumerable<string> Names(string database) =>
        Enumerable.Range(1, Sandboxes.Count).Select(i => $"{database}_sandbox_{i}");
}
