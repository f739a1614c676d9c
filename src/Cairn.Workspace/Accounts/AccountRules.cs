using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Accounts;

/// <summary>What holds for every account of the instance.</summary>
public sealed class AccountRules(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access)
{
    /// <summary>From the next request on, here and on other servers of the same PostgreSQL.</summary>
    public async Task RequireSecondFactorAsync(bool isRequired, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"UPDATE account_rules SET second_factor_required = {isRequired}", cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
    }
}
