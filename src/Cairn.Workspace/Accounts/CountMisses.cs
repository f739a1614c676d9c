using Npgsql;

namespace Cairn.Workspace.Accounts;

/// <summary>Counts wrong passwords and codes, and locks. One statement each, whether there is an account to count for or not.</summary>
public sealed class CountMisses(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Wrong passwords and codes together, since the last sign-in.</summary>
    public const int Most = 10;

    /// <summary>With <see cref="Most"/> it bounds guesses to 60 an hour and account (OWASP ASVS 2.2.1 allows 100).</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    public async Task MissAsync(Guid account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE accounts
            SET access_failed_count = CASE WHEN access_failed_count + 1 >= $2 THEN 0 ELSE access_failed_count + 1 END,
                lockout_end = CASE WHEN access_failed_count + 1 >= $2 THEN $3 ELSE lockout_end END
            WHERE id = $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() + LockedFor });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Costs what <see cref="MissAsync"/> costs, for an address without an account and for a locked one.</summary>
    public async Task MissNobodyAsync(int door, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE sign_in_misses SET count = count + 1 WHERE door = $1");
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)door });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>After a whole sign-in, second factor included.</summary>
    public async Task ForgetAsync(Account account, CancellationToken cancellationToken)
    {
        if (account is { AccessFailedCount: 0, LockoutEnd: null })
            return;
        await using var command = database.CreateCommand("UPDATE accounts SET access_failed_count = 0, lockout_end = NULL WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
