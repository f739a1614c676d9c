using Cairn.Store.ClickHouse;
using Npgsql;

namespace Cairn.Server.Keeping;

/// <summary>Why a run failed, as far as an operator can act on it, without what a store may quote.</summary>
internal static class RetentionFaults
{
    public static string Describe(Exception failure) =>
        failure switch
        {
            ClickHouseException e => $"ClickHouse refused (code {e.Code}).",
            ClickHouseUnavailableException => "ClickHouse is away.",
            NpgsqlException or TimeoutException => "PostgreSQL is away or refused.",
            ArchiveUnfitException or RulesChangedException => failure.Message,
            IOException e => "An archive could not be written: " + e.Message,
            UnauthorizedAccessException => "The archives' folder may not be written.",
            _ => $"An unforeseen fault ({failure.GetType().Name}); see the server's log.",
        };
}
