using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cairn.Events;

namespace Cairn.Store.ClickHouse;

/// <summary>A piece of ClickHouse SQL with its parameters. Written as an interpolated string: literal text is SQL, every hole becomes a bound
/// parameter <c>{p0:Type}</c>, a hole that is itself <see cref="Sql"/> is spliced in, and a hole of an unknown type does not compile. So nobody
/// escapes and nobody concatenates.</summary>
[InterpolatedStringHandler]
public sealed class Sql
{
    private readonly List<Part> _parts;

    public Sql(int literalLength, int formattedCount) => _parts = new List<Part>((2 * formattedCount) + 1);

    private Sql(List<Part> parts) => _parts = parts;

    /// <summary>No text at all; splices as nothing.</summary>
    public static Sql Empty { get; } = new([]);

    /// <summary>Whether splicing this adds nothing.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>A column, table or alias of Cairn's own naming. Quoted, so that it is always one identifier; still, never hand it user input where a
    /// parameter can stand.</summary>
    public static Sql Identifier(string name) => new([new Part(QuoteIdentifier(name))]);

    /// <summary>A path inside a JSON column: <c>properties.`a`.`b`</c>. The path is split at dots; each piece is quoted.</summary>
    public static Sql JsonPath(string column, string path) =>
        new([new Part(column + "." + string.Join('.', path.Split('.').Select(QuoteIdentifier)))]);

    /// <summary>The pieces with <paramref name="separator"/> between them.</summary>
    public static Sql Join(string separator, IEnumerable<Sql> pieces)
    {
        var parts = new List<Part>();
        foreach (var piece in pieces)
        {
            if (parts.Count > 0)
                parts.Add(new Part(separator));
            parts.AddRange(piece._parts);
        }

        return new Sql(parts);
    }

    /// <summary>SQL text that Cairn wrote itself, e.g. a migration file. Never user input.</summary>
    public static Sql Trusted(string text) => new([new Part(text)]);

    public void AppendLiteral(string value) => _parts.Add(new Part(value));

    public void AppendFormatted(Sql value) => _parts.AddRange(value._parts);

    public void AppendFormatted(ProjectId value) => Bind("UInt32", value.Value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(PersonId value) => Bind("UInt64", value.Value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(string value) => Bind("String", value);

    public void AppendFormatted(bool value) => Bind("Bool", value ? "true" : "false");

    public void AppendFormatted(int value) => Bind("Int32", value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long value) => Bind("Int64", value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(ulong value) => Bind("UInt64", value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double value) => Bind("Float64", value.ToString("R", CultureInfo.InvariantCulture));

    public void AppendFormatted(Guid value) => Bind("UUID", value.ToString("D"));

    /// <summary>Whole milliseconds, UTC.</summary>
    public void AppendFormatted(DateTimeOffset value) =>
        Bind("DateTime64(3, 'UTC')", value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));

    public void AppendFormatted(IReadOnlyList<string> value) =>
        Bind("Array(String)", "[" + string.Join(',', value.Select(QuoteString)) + "]");

    public void AppendFormatted(IReadOnlyList<double> value) =>
        Bind("Array(Float64)", "[" + string.Join(',', value.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + "]");

    public void AppendFormatted(IReadOnlyList<long> value) => Bind("Array(Int64)", "[" + string.Join(',', value) + "]");

    public void AppendFormatted(IReadOnlyList<ulong> value) => Bind("Array(UInt64)", "[" + string.Join(',', value) + "]");

    /// <summary>The text to send, with <c>{p0:Type}</c> where values go, and the values in ClickHouse's parameter encoding.</summary>
    public (string Text, IReadOnlyList<KeyValuePair<string, string>> Parameters) Render()
    {
        var text = new StringBuilder();
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in _parts)
        {
            if (part.Type is null)
            {
                text.Append(part.Text);
                continue;
            }

            var name = "p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
            text.Append('{').Append(name).Append(':').Append(part.Type).Append('}');
            var isArray = part.Type.StartsWith("Array", StringComparison.Ordinal);
            parameters.Add(new(name, isArray ? part.Text : EscapeParameter(part.Text)));
        }

        return (text.ToString(), parameters);
    }

    /// <summary>The same question as one text with the values written in, to be read and run by a person. Never sent by Cairn.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(
                part.Type switch
                {
                    null => part.Text,
                    "String" => QuoteString(part.Text),
                    "UUID" => $"toUUID('{part.Text}')",
                    "DateTime64(3, 'UTC')" => $"toDateTime64('{part.Text}', 3, 'UTC')",
                    _ => part.Text,
                }
            );
        }

        return text.ToString();
    }

    private void Bind(string type, string value) => _parts.Add(new Part(value, type));

    private static string QuoteIdentifier(string name) =>
        "`" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal) + "`";

    internal static string QuoteString(string value)
    {
        var quoted = new StringBuilder(value.Length + 2).Append('\'');
        foreach (var c in value)
            _ = c switch
            {
                '\\' => quoted.Append("\\\\"),
                '\'' => quoted.Append("\\'"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                '\0' => quoted.Append("\\0"),
                _ => quoted.Append(c),
            };
        return quoted.Append('\'').ToString();
    }

    /// <summary>ClickHouse reads a parameter as one escaped, tab-separated field.</summary>
    internal static string EscapeParameter(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\0", "\\0", StringComparison.Ordinal);

    private readonly record struct Part(string Text, string? Type = null);
}
