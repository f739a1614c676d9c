namespace Cairn.Ingest.Import.Exports;

/// <summary>Every kind of file of other vendors that is known.</summary>
internal static class VendorExports
{
    /// <summary>No vendor: a file of one's own, read by its mapping.</summary>
    public const string Own = "cairn";

    public static IReadOnlyList<VendorExport> All { get; } =
    [
        .. PostHogExport.Kinds,
        .. MixpanelExport.Kinds,
        .. AmplitudeExport.Kinds,
        .. UmamiExport.Kinds,
        .. Ga4Export.Kinds,
        .. TotalsExport.Kinds,
    ];

    /// <summary>What an import may name as its source.</summary>
    public static IReadOnlyList<string> Sources { get; } = [Own, .. All.Select(e => e.Source).Distinct()];

    /// <summary>The kind that these columns are of; null: none that is known.</summary>
    /// <param name="source">Only of this vendor.</param>
    public static VendorExport? Recognise(IReadOnlyList<string> columns, string? source = null) =>
        All.FirstOrDefault(e => (source is null || e.Source == source) && e.Fits(columns));

    /// <summary>The reader of a file.</summary>
    public static IReadRows Reader(ImportJob job, IReadOnlyList<string> columns) =>
        job.Source == Own
            ? new RowToEvent(job.Mapping, columns, job.Sha256)
            : new VendorRows(job.ProjectId, job.Source, job.Mapping, Recognise(columns, job.Source));
}
