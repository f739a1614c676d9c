namespace Cairn.Store.ClickHouse;

/// <summary>Where a ClickHouse answers HTTP, and as whom.</summary>
/// <param name="Url">Scheme, host and port only, e.g. <c>http://127.0.0.1:8123</c>.</param>
/// <param name="Database">The database that holds Cairn's tables.</param>
public sealed record ClickHouseAddress(Uri Url, string User, string Password, string Database)
{
    /// <summary>Reads <c>http://user:password@host:8123/database</c>, the form of <c>CAIRN_CLICKHOUSE</c>. Database defaults to <c>cairn</c>.</summary>
    /// <exception cref="FormatException">The text is no such URL; the message never repeats the password.</exception>
    public static ClickHouseAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FormatException("CAIRN_CLICKHOUSE must be a URL like http://user:password@host:8123/database.");
        var userInfo = url.UserInfo.Split(':', 2);
        var database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/'));
        return new ClickHouseAddress(
            new Uri($"{url.Scheme}://{url.Authority.Split('@')[^1]}"),
            userInfo[0].Length == 0 ? "default" : Uri.UnescapeDataString(userInfo[0]),
            userInfo.Length > 1 ? Uri.UnescapeDataString(userInfo[1]) : "",
            database.Length == 0 ? "cairn" : database
        );
    }

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Url.Scheme}://{User}@{Url.Authority}/{Database}";
}
