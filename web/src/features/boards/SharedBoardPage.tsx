import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { askSharedTile, sharedBoardQuery, type SharedBoard, type SharedTile } from "@/api/boards";
import { ApiError } from "@/api/http";
import type { QuestionKind } from "@/api/types";
import { CenteredPage } from "@/components/CenteredPage";
import { Logo } from "@/components/Logo";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { NobodyBehind } from "@/features/report/PersonsBehind";
import { formatZone } from "@/lib/format";
import { reaches, useBreakpoint } from "@/lib/useBreakpoint";
import { useTitle } from "@/lib/useTitle";
import { rangeLabel } from "@/query-builder/ranges/ranges";
import { BoardGrid } from "./BoardGrid";
import { Freshness } from "./BoardToolbar";
import { titleOf } from "./BoardTileView";
import { TextTile } from "./TextTile";
import { ReportTile } from "./tiles/ReportTile";
import { TileFrame } from "./tiles/TileFrame";
import { useTileAnswers } from "./useTileAnswers";

/** A board that somebody gave a link to: no account, nothing to change. */
export function SharedBoardPage() {
  return <ByToken isEmbedded={false} />;
}

/** The same in a frame of another page: no name of ours above it, and nothing that leads away. */
export function EmbeddedBoardPage() {
  return <ByToken isEmbedded />;
}

function ByToken({ isEmbedded }: { isEmbedded: boolean }) {
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const board = useQuery({
    ...sharedBoardQuery(token),
    // What its owner changes, and whether the link still lives.
    refetchInterval: (query) =>
      query.state.data && query.state.data.refreshSeconds > 0
        ? Math.max(query.state.data.refreshSeconds, 30) * 1_000
        : false,
  });
  const isGone = board.error instanceof ApiError && board.error.status === 404;
  if (isGone) {
    return (
      <CenteredPage
        title="This link opens nothing"
        lead="It was revoked, or it is not whole. Ask whoever gave it to you for a new one."
      />
    );
  }
  if (board.data) return <Shared token={token} board={board.data} isEmbedded={isEmbedded} />;
  if (board.error) {
    return (
      <CenteredPage title="The board could not be opened">
        <ErrorNotice error={board.error} onRetry={() => void board.refetch()} />
      </CenteredPage>
    );
  }
  return (
    <div role="status" aria-label="Loading the board" className="grid gap-4 p-4 sm:p-6 md:grid-cols-2">
      {["a", "b", "c", "d"].map((tile) => (
        <Skeleton key={tile} className="h-80 w-full" />
      ))}
    </div>
  );
}

interface SharedProps {
  token: string;
  board: SharedBoard;
  isEmbedded: boolean;
}

function Shared({ token, board, isEmbedded }: SharedProps) {
  useTitle(board.name);
  const isFluid = !reaches(useBreakpoint(), "md");
  const { timeZone } = board.project;
  const asked = useMemo(
    () => board.tiles.map((tile) => ({ id: tile.id, isAsked: tile.report !== null, key: null })),
    [board.tiles],
  );
  const shapes = useMemo(
    () => new Map(board.tiles.map((tile) => [tile.id, tile.report?.shape])),
    [board.tiles],
  );
  const answers = useTileAnswers(["shared", token], asked, board.refreshSeconds, async (tile, signal) =>
    withShape(await askSharedTile(token, tile, signal), shapes.get(tile)),
  );
  return (
    <NobodyBehind>
      <main className="mx-auto w-full max-w-[120rem] p-4 sm:p-6" data-shared={board.name}>
        <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div className="min-w-0">
            {!isEmbedded && <Logo />}
            <h1
              className={`text-xl leading-9 font-semibold tracking-tight wrap-anywhere ${isEmbedded ? "" : "mt-3"}`}
            >
              {board.name}
            </h1>
            {board.description && <p className="max-w-3xl text-muted">{board.description}</p>}
            <p className="text-[0.8125rem] text-muted">
              {board.project.name}
              {board.range && ` · ${rangeLabel(board.range)}`} · Days in {formatZone(timeZone)}
            </p>
          </div>
          <Freshness answers={answers} />
        </header>
        <BoardGrid tiles={board.tiles} isFluid={isFluid}>
          {(tile) => <SharedTileView {...{ tile, timeZone, isFluid }} result={answers.of(tile.id)} />}
        </BoardGrid>
      </main>
    </NobodyBehind>
  );
}

interface SharedTileViewProps {
  tile: SharedTile;
  timeZone: string;
  isFluid: boolean;
  result: Parameters<typeof ReportTile>[0]["result"];
}

function SharedTileView({ tile, timeZone, isFluid, result }: SharedTileViewProps) {
  const title = titleOf(tile);
  return (
    <TileFrame id={tile.id} title={title} isFluid={isFluid}>
      {tile.kind === "text" ? (
        <TextTile text={tile.text ?? ""} title={title} isFluid={isFluid} />
      ) : (
        <ReportTile
          kind={(tile.report?.kind as QuestionKind | undefined) ?? null}
          title={title}
          view={tile.view}
          timeZone={timeZone}
          result={result}
          isFluid={isFluid}
        />
      )}
    </TileFrame>
  );
}

/** A stranger's answer comes without its question; what says how it is drawn stands in for it. */
function withShape(answer: unknown, shape: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const { meta, ...rest } = answer as { meta?: object };
  return { ...rest, meta: { ...meta, question: shape ?? {} } };
}
