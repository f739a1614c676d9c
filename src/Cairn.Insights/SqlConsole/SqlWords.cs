using System.Collections.Frozen;

namespace Cairn.Insights.SqlConsole;

/// <summary>Words of SQL with a meaning here.</summary>
internal static class SqlWords
{
    /// <summary>Not to be named at all, called or not: as an argument (<c>arrayMap(file, …)</c>, <c>APPLY(file)</c>) a function is called without brackets.</summary>
    public static readonly FrozenSet<string> Never = Set(
        "file explain viewexplain getclienthttpheader getserversetting getsetting getsettingordefault getmacro getserverport hascolumnintable joinget joingetornull "
            + "catboostevaluate evalmlmethod naivebayesclassifier addresstoline addresstolinewithinlines addresstosymbol demangle showcertificate "
            + "filesystemavailable filesystemcapacity filesystemunreserved sleep sleepeachrow logtrace trap executable executablepool authenticateduser"
    );

    /// <summary>Not to be called. Most need a grant that is not there as well.</summary>
    public static readonly FrozenSet<string> NeverCalled = Set(
        "url urlcluster s3 s3cluster gcs hdfs hdfscluster remote remotesecure cluster clusterallreplicas merge mergetreeindex mergetreeprojection "
            + "mergetreetextindex mergetreeanalyzeindexes mysql postgresql mongodb redis sqlite odbc jdbc iceberg hudi deltalake paimon azureblobstorage azureblobstoragecluster "
            + "filecluster fuzzjson fuzzquery input dictionary loop view timeseriesselector timeseriestags timeseriesdata timeseriesmetrics prometheusquery "
            + "prometheusqueryrange ytsaurus arrowflight hive filelog ai "
            + "hostname host fqdn serveruuid tcpport currentdatabase database schema currentuser user current_user currentroles enabledroles defaultroles "
            + "currentprofiles enabledprofiles defaultprofiles queryid query_id initialqueryid connectionid connection_id uptime zookeepersessionuptime tid "
            + "getoskernelversion transactionid transactionlatestsnapshot transactionoldestsnapshot buildid globalvariable currentqueryid servertimezone "
            + "partitionid displayname shardnum shardcount initialquerystarttime"
    );

    /// <summary>Beginnings of functions that read dictionaries, other stores or models.</summary>
    public static readonly string[] NeverBegins =
    [
        "dict",
        "iceberg",
        "deltalake",
        "azure",
        "s3",
        "hdfs",
        "mergetree",
        "paimon",
        "hudi",
        "ai",
    ];

    /// <summary>Databases whose tables tell about the server. Others cannot be read either, for want of a grant.</summary>
    public static readonly FrozenSet<string> Databases = Set("system information_schema default _temporary_and_external_tables");

    /// <summary>Whether a name before a dot is a database's. Cairn's own begin as they do here; of those ClickHouse would refuse the rows, but in a UNION of unlike
    /// width it tells the names of the columns first (seen in 26.7).</summary>
    public static bool IsDatabase(string name) => Databases.Contains(name) || name.StartsWith("cairn", StringComparison.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
