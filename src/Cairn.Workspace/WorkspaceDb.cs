using Cairn.Workspace.Accounts;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Cohorts;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Mirrors;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Privacy;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Reports;
using Cairn.Workspace.Roles;
using Cairn.Workspace.Sessions;
using Cairn.Workspace.Sites;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cairn.Workspace;

/// <summary>The workspace's tables. The schema itself is the numbered SQL in <c>Schema/</c>; this maps onto it and never makes tables.</summary>
public sealed class WorkspaceDb(DbContextOptions<WorkspaceDb> options) : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<WriteKey> WriteKeys => Set<WriteKey>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<CohortRow> Cohorts => Set<CohortRow>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<ReportVersion> ReportVersions => Set<ReportVersion>();
    public DbSet<Board> Boards => Set<Board>();
    public DbSet<PrivacyRow> Privacy => Set<PrivacyRow>();
    public DbSet<SiteRow> Sites => Set<SiteRow>();
    public DbSet<MirrorRow> Mirrors => Set<MirrorRow>();
    public DbSet<BoardLink> BoardLinks => Set<BoardLink>();
    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();
    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Id).ValueGeneratedNever();
            // Written by statements of their own: Identity's store writes every column of the row as it was read, and would take a miss or a used code back.
            account.Property(a => a.TotpStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            account.Property(a => a.AccessFailedCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            account.Property(a => a.LockoutEnd).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<Project>(project =>
        {
            project.ToTable("projects").Ignore(p => p.ProjectId);
            project.Property(p => p.Id).UseIdentityAlwaysColumn();
            project.Property(p => p.SelfTokenSecret).ValueGeneratedOnAdd();
        });
        builder.Entity<Membership>().ToTable("memberships").HasKey(m => new { m.AccountId, m.ProjectId });
        builder.Entity<WriteKey>().ToTable("write_keys").Property(k => k.Id).ValueGeneratedNever();
        builder.Entity<ApiKey>().ToTable("api_keys").Property(k => k.Id).ValueGeneratedNever();
        builder.Entity<CohortRow>(cohort =>
        {
            cohort.ToTable("cohorts");
            cohort.Property(c => c.Id).ValueGeneratedNever();
            cohort.Property(c => c.Definition).HasColumnType("json");
        });
        builder.Entity<Report>(report =>
        {
            report.ToTable("reports");
            report.Property(r => r.Id).ValueGeneratedNever();
            report.Property(r => r.Query).HasColumnType("json");
        });
        builder.Entity<ReportVersion>(version =>
        {
            version.ToTable("report_versions").HasKey(v => new { v.ReportId, v.Version });
            version.HasOne<Report>().WithMany().HasForeignKey(v => v.ReportId); // so that a report is written before its version
            version.Property(v => v.Query).HasColumnType("json");
        });
        builder.Entity<Board>(board =>
        {
            board.ToTable("boards");
            board.Property(b => b.Id).ValueGeneratedNever();
            board.Property(b => b.Settings).HasColumnType("json");
            board.Property(b => b.Tiles).HasColumnType("json");
        });
        builder.Entity<PrivacyRow>(privacy =>
        {
            privacy.ToTable("project_privacy").HasKey(p => p.ProjectId);
            privacy.Property(p => p.ProjectId).ValueGeneratedNever();
            privacy.Property(p => p.Redaction).HasColumnType("json");
        });
        builder.Entity<SiteRow>().ToTable("sites").HasKey(s => s.Site);
        builder.Entity<MirrorRow>(mirror =>
        {
            mirror.ToTable("mirrors").HasKey(m => m.ProjectId);
            mirror.Property(m => m.ProjectId).ValueGeneratedNever();
        });
        builder.Entity<BoardLink>().ToTable("board_links").Property(l => l.Id).ValueGeneratedNever();
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_log");
            entry.Property(e => e.Id).UseIdentityAlwaysColumn();
            entry.Property(e => e.ActorKind).HasConversion(kind => ActorKindName.Of(kind), name => ActorKindName.Parse(name)!.Value);
            entry.Property(e => e.Details).HasColumnType("jsonb");
        });
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("account_passkeys");
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        builder.Entity<AccountSession>().ToTable("account_sessions").Property(s => s.Id).ValueGeneratedNever();
        builder.Entity<PasswordReset>().ToTable("password_resets").Property(r => r.Id).ValueGeneratedNever();
        builder.Entity<Invitation>().ToTable("invitations").Property(i => i.Id).ValueGeneratedNever();
        foreach (
            var property in builder
                .Model.GetEntityTypes()
                .Where(entity => !entity.IsMappedToJson())
                .SelectMany(entity => entity.GetProperties())
        )
            property.SetColumnName(SnakeCase(property.Name));
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Role>().HaveConversion<RoleColumn>();
    }

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString())
        );
}
