using Cairn.Events;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>Reads the rows of a vendor's export.</summary>
/// <param name="export">Null: the file is of no kind of this vendor's.</param>
internal sealed class VendorRows(ProjectId project, string source, ImportMapping mapping, VendorExport? export) : IReadRows
{
    private readonly Func<ImportRow, ExportReading>? _read = export?.Open?.Invoke(mapping);

    public IReadOnlyList<MappedField> Mapping => export?.Mapping ?? [];

    public string? Unfit(IReadOnlyList<string> columns) =>
        export is null
            ? $"The file is no export of {source} that is known here. Known are: {Known()}. It has: {string.Join(", ", columns)}."
            : export.Refusal;

    public RowReading Read(ImportRow row)
    {
        if (_read is null)
            return new RowReading([], "The row is no event.");
        var reading = _read(row);
        if (reading.Event is { HasTime: false } timeless && timeless.Name != EventNames.Set)
            return new RowReading([], "The row's time is missing, or cannot be read.");
        return reading.Event is { } e
            ? new RowReading([.. reading.Links.Select(l => Of(l, isImplied: true)), Of(e, isImplied: false)])
            : new RowReading([], reading.Fault ?? "The row is no event.");
    }

    private RowEvent Of(NativeEvent e, bool isImplied) => new(e.ToJson(project), e.In, isImplied);

    private string Known() =>
        string.Join(
            "; ",
            VendorExports.All.Where(e => e.Source == source && e.Refusal is null && !e.IsPart).Select(e => $"{e.Name}, with {e.Needs}")
        );
}
