using Cairn.Events;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>What holds in a project now, and what came of it.</summary>
internal sealed class TellRetention(RetentionRules rules, RetentionRuns runs, RunRetention run, TimeProvider time)
{
    public async Task<RetentionAnswer> RunAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        // Asked first: a run that begins meanwhile is seen one way or the other.
        var isAsked = run.IsAsked(project.Id);
        return RetentionAnswer.Of(
            await rules.FindAsync(project.Id, cancellationToken),
            await runs.LastAsync(project.Id, cancellationToken),
            isAsked,
            project.Zone,
            time.GetUtcNow()
        );
    }
}
