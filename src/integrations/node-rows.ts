import type { RowEntry } from '../ir/panel.ts';
import { chart, limitsOf } from './chart.ts';
import { freeInADay, load, monitoringOverhead, type NodeOptions } from './node-series.ts';

/** What every machine does. */
export const nodeRows = ({ options }: { readonly options: NodeOptions }): readonly RowEntry[] => [
  {
    title: 'Machines',
    panels: [
      chart(
        'CPU',
        'Share of the processors in use.',
        'percentunit',
        [{ expr: 'instance:node_cpu_utilisation:rate5m', legend: '{{instance}}' }],
        limitsOf('HostCpuHigh', 'HostCpuCritical'),
      ),
      chart(
        'Memory',
        'Share of the memory in use. Close to 1 the kernel kills processes.',
        'percentunit',
        [{ expr: 'instance:node_memory_utilisation:ratio', legend: '{{instance}}' }],
        limitsOf('HostMemoryHigh', 'HostMemoryCritical'),
      ),
      chart(
        'Load',
        `Processes that run or wait for the disk, average of 5 minutes${options.loadPerCore === true ? ', per processor' : ''}.`,
        'short',
        [{ expr: load(options), legend: '{{instance}}' }],
        limitsOf('HostLoadHigh', 'HostLoadCritical'),
      ),
      chart(
        'Processes',
        'Processes of a machine. A slope without end is something that forks.',
        'short',
        [{ expr: 'max by (instance) (node_processes_pids)', legend: '{{instance}}' }],
        limitsOf('HostProcessCountHigh', 'HostProcessCountCritical'),
      ),
      chart('Uptime', 'Time since the machine started. Back to 0: it was restarted.', 's', [
        { expr: 'time() - max by (instance) (node_boot_time_seconds)', legend: '{{instance}}' },
      ]),
      chart(
        'Monitoring',
        'Share of the processors that the monitoring itself uses.',
        'percentunit',
        [{ expr: monitoringOverhead('$__rate_interval'), legend: '{{node}}' }],
        limitsOf('MonitoringOverheadHigh'),
      ),
    ],
  },
  {
    title: 'Disks and network',
    panels: [
      chart(
        'Disks',
        'Share of each disk in use.',
        'percentunit',
        [{ expr: 'instance_mountpoint:node_filesystem_used:ratio', legend: '{{instance}} {{mountpoint}}' }],
        limitsOf('HostDiskHigh', 'HostDiskCritical'),
      ),
      chart(
        'Free in a day',
        'Bytes that are free in a day if a disk fills as in the last 6 hours. Below 0: full.',
        'bytes',
        [{ expr: freeInADay, legend: '{{instance}} {{mountpoint}}' }],
      ),
      chart('Disk busy', 'Share of the time in which a disk works. At 1 everything waits for it.', 'percentunit', [
        {
          expr: 'max by (instance, device) (rate(node_disk_io_time_seconds_total[$__rate_interval]))',
          legend: '{{instance}} {{device}}',
        },
      ]),
      chart('Disk I/O', 'Bytes read and written per second.', 'Bps', [
        {
          expr: 'sum by (instance) (rate(node_disk_read_bytes_total[$__rate_interval]))',
          legend: 'read {{instance}}',
        },
        {
          expr: 'sum by (instance) (rate(node_disk_written_bytes_total[$__rate_interval]))',
          legend: 'written {{instance}}',
        },
      ]),
      ...(options.network === true
        ? [
            chart('Network', 'Bytes received and sent per second, loopback left out.', 'Bps', [
              {
                expr: 'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[$__rate_interval]))',
                legend: 'received {{instance}}',
              },
              {
                expr: 'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[$__rate_interval]))',
                legend: 'sent {{instance}}',
              },
            ]),
          ]
        : []),
    ],
  },
];
