/* librdkafka used as it is meant. */
#include <librdkafka/rdkafka.h>
#include <stddef.h>

rd_kafka_t *made(const char *brokers, char *error, size_t size)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	if (!conf)
		return NULL;
	if (rd_kafka_conf_set(conf, "bootstrap.servers", brokers, error, size) !=
	    RD_KAFKA_CONF_OK) {
		rd_kafka_conf_destroy(conf);
		return NULL;
	}
	rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, size);
	if (!client)
		rd_kafka_conf_destroy(conf);
	return client;
}

void ended(rd_kafka_t *client)
{
	rd_kafka_flush(client, 5000);
	rd_kafka_destroy(client);
}

long received(rd_kafka_t *client)
{
	rd_kafka_message_t *message = rd_kafka_consumer_poll(client, 1000);
	if (!message)
		return -1;
	long length = message->err ? -1 : (long)message->len;
	rd_kafka_message_destroy(message);
	return length;
}
