using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Events;

/// <summary>One numbered change to a schema, from a file <c>NNNN_name.sql</c> that never changes once it was released.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Checksum">SHA-256 of the text with LF line ends, lower-case hexadecimal.</param>
public sealed record SchemaScript(int Version, string Name, string Text, string Checksum)
{
    /// <summary>For tests of upgrades: a folder with more scripts, in a folder per store, as a later Cairn would bring.</summary>
    public const string MoreVariable = "CAIRN_TEST_SCHEMA";

    /// <summary>The scripts and those that <see cref="MoreVariable"/> adds.</summary>
    /// <param name="store">clickhouse or postgres.</param>
    public static IReadOnlyList<SchemaScript> WithMore(IEnumerable<SchemaScript> scripts, string store)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable(MoreVariable) ?? "", store);
        return Directory.Exists(folder) && Environment.GetEnvironmentVariable(MoreVariable) is { Length: > 0 }
            ?
            [
                .. scripts,
                .. Directory
                    .EnumerateFiles(folder)
                    .Order(StringComparer.Ordinal)
                    .Select(f => Parse(Path.GetFileName(f), File.ReadAllText(f))),
            ]
            : [.. scripts];
    }

    /// <exception cref="FormatException">The file is not named <c>NNNN_name.sql</c>.</exception>
    public static SchemaScript Parse(string fileName, string text)
    {
        if (
            fileName is not [_, _, _, _, '_', _, ..]
            || !fileName.EndsWith(".sql", StringComparison.Ordinal)
            || !int.TryParse(fileName.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
            throw new FormatException($"The schema script {fileName} must be named NNNN_name.sql, e.g. 0001_events.sql.");
        var normal = text.ReplaceLineEndings("\n");
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal)));
        return new SchemaScript(version, fileName[5..^4], normal, checksum);
    }

    /// <exception cref="SchemaException">A newer Cairn was here.</exception>
    public static void CheckNotNewer(string store, int newest, int known)
    {
        if (newest > known)
            throw new SchemaException(
                $"{store} has schema version {newest}, but this Cairn knows versions up to {known}: it was used by a newer Cairn. "
                    + "Start that version again, or restore a backup made before the upgrade."
            );
    }

    /// <summary>Those of <paramref name="scripts"/> that are still to run, in order.</summary>
    /// <param name="applied">Version and checksum of what ran before.</param>
    /// <exception cref="SchemaException">A newer Cairn was here, or a released script was changed.</exception>
    public static IReadOnlyList<SchemaScript> Pending(
        IEnumerable<SchemaScript> scripts,
        IReadOnlyDictionary<int, string> applied,
        string store
    )
    {
        var known = scripts.OrderBy(s => s.Version).ToArray();
        for (var i = 0; i < known.Length; i++)
            if (known[i].Version != i + 1)
                throw new SchemaException(
                    $"The schema scripts for {store} must be numbered 1, 2, 3 …, but number {i + 1} is missing or doubled."
                );
        CheckNotNewer(store, applied.Count == 0 ? 0 : applied.Keys.Max(), known.Length);
        foreach (var script in known)
            if (applied.TryGetValue(script.Version, out var checksum) && checksum != script.Checksum)
                throw new SchemaException(
                    $"Schema script {script.Version:0000}_{script.Name} for {store} is not the one that ran here (its checksum differs). "
                        + "Released scripts never change: restore the file, and put changes into a new script."
                );
        return [.. known.Where(s => !applied.ContainsKey(s.Version))];
    }
}

/// <summary>The stored schema and this Cairn do not fit together. The message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
