/* librdkafka: clients, their configuration, topics, queues, messages.
 *
 * rd_kafka_new() takes the configuration only when it succeeds; rd_kafka_conf_set() never does. Destroying a
 * client that has unsent messages loses them (rd_kafka_flush() first). Every call that waits has a time
 * limit as its argument, and -1 is the caller's choice; polling a queue for ever is what a consumer is for.
 */
#include <librdkafka/rdkafka.h>
#include <linger/annotate.h>

rd_kafka_t *rd_kafka_new(rd_kafka_type_t type, rd_kafka_conf_t *conf, char *errstr,
                         size_t errstr_size) LG_OPENS(client, result, result != NULL)
	LG_TAKES(conf, result != NULL);
void rd_kafka_destroy(rd_kafka_t *rk) LG_ENDS(client, rk);
void rd_kafka_destroy_flags(rd_kafka_t *rk, int flags) LG_ENDS(client, rk);
rd_kafka_resp_err_t rd_kafka_consumer_close(rd_kafka_t *rk) LG_USES(client, rk);
int rd_kafka_poll(rd_kafka_t *rk, int timeout_ms) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_flush(rd_kafka_t *rk, int timeout_ms) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_purge(rd_kafka_t *rk, int purge_flags) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_poll_set_consumer(rd_kafka_t *rk) LG_USES(client, rk);
int rd_kafka_brokers_add(rd_kafka_t *rk, const char *brokerlist) LG_USES(client, rk);
int rd_kafka_outq_len(rd_kafka_t *rk) LG_USES(client, rk);
const char *rd_kafka_name(const rd_kafka_t *rk) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_subscribe(rd_kafka_t *rk,
                              const rd_kafka_topic_partition_list_t *topics) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_unsubscribe(rd_kafka_t *rk) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_assign(rd_kafka_t *rk,
                              const rd_kafka_topic_partition_list_t *partitions)
	LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_commit(rd_kafka_t *rk, const rd_kafka_topic_partition_list_t *offsets,
                              int async) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_producev(rd_kafka_t *rk, ...) LG_USES(client, rk);
void *rd_kafka_opaque(const rd_kafka_t *rk) LG_USES(client, rk);
void rd_kafka_yield(rd_kafka_t *rk) LG_USES(client, rk);
rd_kafka_resp_err_t rd_kafka_fatal_error(rd_kafka_t *rk, char *errstr, size_t errstr_size)
	LG_USES(client, rk);

rd_kafka_conf_t *rd_kafka_conf_new(void) LG_OPENS(client-object, result, result != NULL);
rd_kafka_conf_t *rd_kafka_conf_dup(const rd_kafka_conf_t *conf)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_conf_destroy(rd_kafka_conf_t *conf) LG_ENDS(client-object, conf);
rd_kafka_conf_res_t rd_kafka_conf_set(rd_kafka_conf_t *conf, const char *name, const char *value,
                              char *errstr, size_t errstr_size) LG_USES(client-object, conf);
rd_kafka_conf_res_t rd_kafka_conf_get(const rd_kafka_conf_t *conf, const char *name, char *dest,
                              size_t *dest_size) LG_USES(client-object, conf);
void rd_kafka_conf_set_dr_msg_cb(rd_kafka_conf_t *conf,
                              void (*dr_msg_cb)(rd_kafka_t *rk, const rd_kafka_message_t *rkmessage, void *opaque))
	LG_USES(client-object, conf);
void rd_kafka_conf_set_error_cb(rd_kafka_conf_t *conf,
                              void (*error_cb)(rd_kafka_t *rk, int err, const char *reason, void *opaque))
	LG_USES(client-object, conf);
void rd_kafka_conf_set_log_cb(rd_kafka_conf_t *conf,
                              void (*log_cb)(const rd_kafka_t *rk, int level, const char *fac, const char *buf))
	LG_USES(client-object, conf);
void rd_kafka_conf_set_stats_cb(rd_kafka_conf_t *conf,
                              int (*stats_cb)(rd_kafka_t *rk, char *json, size_t json_len, void *opaque))
	LG_USES(client-object, conf);
void rd_kafka_conf_set_rebalance_cb(rd_kafka_conf_t *conf,
                              void (*rebalance_cb)(rd_kafka_t *rk, rd_kafka_resp_err_t err, rd_kafka_topic_partition_list_t *partitions, void *opaque))
	LG_USES(client-object, conf);
void rd_kafka_conf_set_opaque(rd_kafka_conf_t *conf, void *opaque) LG_USES(client-object, conf);
void rd_kafka_conf_set_events(rd_kafka_conf_t *conf, int events) LG_USES(client-object, conf);
void rd_kafka_conf_set_default_topic_conf(rd_kafka_conf_t *conf, rd_kafka_topic_conf_t *tconf)
	LG_USES(client-object, conf) LG_TAKES(tconf);
rd_kafka_topic_conf_t *rd_kafka_topic_conf_new(void)
	LG_OPENS(client-object, result, result != NULL);
rd_kafka_topic_conf_t *rd_kafka_topic_conf_dup(const rd_kafka_topic_conf_t *conf)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_topic_conf_destroy(rd_kafka_topic_conf_t *topic_conf)
	LG_ENDS(client-object, topic_conf);
rd_kafka_conf_res_t rd_kafka_topic_conf_set(rd_kafka_topic_conf_t *conf, const char *name,
                              const char *value, char *errstr, size_t errstr_size)
	LG_USES(client-object, conf);
rd_kafka_topic_t *rd_kafka_topic_new(rd_kafka_t *rk, const char *topic, rd_kafka_topic_conf_t *conf)
	LG_USES(client, rk) LG_TAKES(conf, result != NULL) LG_OPENS(client-object, result, result != NULL);
void rd_kafka_topic_destroy(rd_kafka_topic_t *rkt) LG_ENDS(client-object, rkt);
const char *rd_kafka_topic_name(const rd_kafka_topic_t *rkt) LG_USES(client-object, rkt);
int rd_kafka_consume_start(rd_kafka_topic_t *rkt, int32_t partition, int64_t offset)
	LG_USES(client-object, rkt);
int rd_kafka_consume_stop(rd_kafka_topic_t *rkt, int32_t partition) LG_USES(client-object, rkt);
int rd_kafka_produce(rd_kafka_topic_t *rkt, int32_t partition, int msgflags, void *payload,
                     size_t len, const void *key, size_t keylen, void *msg_opaque)
	LG_USES(client-object, rkt);
rd_kafka_resp_err_t rd_kafka_offset_store(rd_kafka_topic_t *rkt, int32_t partition, int64_t offset)
	LG_USES(client-object, rkt);
rd_kafka_queue_t *rd_kafka_queue_new(rd_kafka_t *rk)
	LG_OPENS(client-object, result, result != NULL);
rd_kafka_queue_t *rd_kafka_queue_get_main(rd_kafka_t *rk)
	LG_OPENS(client-object, result, result != NULL);
rd_kafka_queue_t *rd_kafka_queue_get_consumer(rd_kafka_t *rk)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_queue_destroy(rd_kafka_queue_t *rkqu) LG_ENDS(client-object, rkqu);
rd_kafka_topic_partition_list_t *rd_kafka_topic_partition_list_new(int size)
	LG_OPENS(client-object, result, result != NULL);
rd_kafka_topic_partition_list_t *rd_kafka_topic_partition_list_copy(
                              const rd_kafka_topic_partition_list_t *src)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_topic_partition_list_destroy(rd_kafka_topic_partition_list_t *rkparlist)
	LG_ENDS(client-object, rkparlist);
rd_kafka_topic_partition_t *rd_kafka_topic_partition_list_add(
                              rd_kafka_topic_partition_list_t *rktparlist, const char *topic,
                              int32_t partition) LG_USES(client-object, rktparlist);
rd_kafka_AdminOptions_t *rd_kafka_AdminOptions_new(rd_kafka_t *rk, rd_kafka_admin_op_t for_api)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_AdminOptions_destroy(rd_kafka_AdminOptions_t *options)
	LG_ENDS(client-object, options);
rd_kafka_NewTopic_t *rd_kafka_NewTopic_new(const char *topic, int num_partitions,
                              int replication_factor, char *errstr, size_t errstr_size)
	LG_OPENS(client-object, result, result != NULL);
void rd_kafka_NewTopic_destroy(rd_kafka_NewTopic_t *new_topic) LG_ENDS(client-object, new_topic);

rd_kafka_message_t *rd_kafka_consumer_poll(rd_kafka_t *rk, int timeout_ms) LG_USES(client, rk)
	LG_OPENS(reply, result, result != NULL);
rd_kafka_message_t *rd_kafka_consume(rd_kafka_topic_t *rkt, int32_t partition, int timeout_ms)
	LG_OPENS(reply, result, result != NULL);
rd_kafka_message_t *rd_kafka_consume_queue(rd_kafka_queue_t *rkqu, int timeout_ms)
	LG_OPENS(reply, result, result != NULL);
void rd_kafka_message_destroy(rd_kafka_message_t *rkmessage) LG_ENDS(reply, rkmessage);
rd_kafka_event_t *rd_kafka_queue_poll(rd_kafka_queue_t *rkqu, int timeout_ms)
	LG_OPENS(reply, result, result != NULL);
void rd_kafka_event_destroy(rd_kafka_event_t *rkev) LG_ENDS(reply, rkev);
rd_kafka_event_type_t rd_kafka_event_type(const rd_kafka_event_t *rkev) LG_USES(reply, rkev);
const char *rd_kafka_message_errstr(const rd_kafka_message_t *rkmessage) LG_USES(reply, rkmessage);
rd_kafka_resp_err_t rd_kafka_metadata(rd_kafka_t *rk, int all_topics, rd_kafka_topic_t *only_rkt,
                              const struct rd_kafka_metadata **metadatap, int timeout_ms)
	LG_OPENS(reply, *metadatap, result == 0);
void rd_kafka_metadata_destroy(const struct rd_kafka_metadata *metadata) LG_ENDS(reply, metadata);
const char *rd_kafka_err2str(rd_kafka_resp_err_t err) LG_BORROWS;
rd_kafka_resp_err_t rd_kafka_last_error(void) LG_BORROWS;
const char *rd_kafka_version_str(void) LG_BORROWS;
const char *rd_kafka_err2name(rd_kafka_resp_err_t err) LG_BORROWS;
const char *rd_kafka_get_debug_contexts(void) LG_BORROWS;
