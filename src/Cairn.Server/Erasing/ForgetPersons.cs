using Cairn.Events;
using Cairn.Ingest.Formats.Traces;
using Cairn.Ingest.Recent;
using Cairn.Insights.Answers;
using Cairn.Query.Sequences;
using Cairn.Server.Boards;
using Cairn.Server.Live;
using Cairn.Store.Events;

namespace Cairn.Server.Erasing;

/// <summary>Rows of a project were deleted: everything that was made from them is forgotten. For whoever deletes rows of events.</summary>
internal sealed class ForgetPersons(
    PersonIndexes indexes,
    AnswerCache answers,
    SharedAnswers shared,
    DataVersions versions,
    LiveFeed live,
    RecentRequests recent,
    RecentTraces traces,
    Ingest.Mirror.Mirrors mirrors
)
{
    public void Run(ProjectId project)
    {
        indexes.Forget(project);
        versions.Changed(project);
        answers.Forget(project);
        shared.Forget();
        live.Forget(project);
        recent.Forget(project);
        mirrors.Forget(project);
        traces.Forget(project);
    }
}
